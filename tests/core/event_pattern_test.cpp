#include "core/event_pattern.h"

#include "tests/world.h"

using namespace orrery;

TEST_CASE("event patterns take and leave as AWS's do", "[pattern]") {
  const json::value event = parse(
      "{'body':{'n':5,'s':'Ready','tags':['a','b'],'flag':true,'none':null,'ip':'10.1.127.9','list':[{'k':1},"
      "{'k':2},[[{'k':4}]]]},'id':'x1','dotted.name':'d','empty':[],'star':'a*b'}");
  struct {
    const char* pattern;
    bool takes;
  } const cases[] = {
      {"{'id':['x1']}", true},
      {"{'id':['x2']}", false},
      {"{'id':['x2','x1']}", true},
      {"{'missing':['x']}", false},
      {"{'missing':[{'exists':false}]}", true},
      {"{'id':[{'exists':true}]}", true},
      {"{'body':{'n':[5]}}", true},
      {"{'body':{'n':[{'numeric':['>',4,'<=',5]}]}}", true},
      {"{'body':{'n':[{'numeric':['<',5]}]}}", false},
      {"{'body':{'s':[{'prefix':'Re'}]}}", true},
      {"{'body':{'s':[{'suffix':'dy'}]}}", true},
      {"{'body':{'s':[{'equals-ignore-case':'READY'}]}}", true},
      {"{'body':{'s':[{'anything-but':['Ready']}]}}", false},
      {"{'body':{'s':[{'anything-but':['Other']}]}}", true},
      {"{'body':{'s':[{'anything-but':{'prefix':'Re'}}]}}", false},
      {"{'body':{'s':[{'wildcard':'R*d*'}]}}", true},
      {"{'body':{'s':[{'wildcard':'*e*d*y'}]}}", true},
      {"{'body':{'s':[{'wildcard':'*x'}]}}", false},
      {"{'body':{'s':[{'anything-but':{'suffix':['x','dy']}}]}}", false},
      {"{'body':{'ip':[{'cidr':'10.1.0.0/17'}]}}", true},
      {"{'body':{'ip':[{'cidr':'10.2.0.0/16'}]}}", false},
      {"{'body':{'list':{'k':[2]}}}", true},
      {"{'body':{'list':{'k':[3]}}}", false},
      {"{'body':{'list':{'k':[4]}}}", true},
      {"{'body':{'tags':['b']}}", true},
      {"{'body':{'tags':['c']}}", false},
      {"{'body':{'flag':[true]}}", true},
      {"{'body':{'none':[null]}}", true},
      {"{'$or':[{'id':['y']},{'body':{'n':[5]}}]}", true},
      {"{'id':['x1'],'body':{'n':[6]}}", false},
      {"{'body.s':['Ready']}", true},
      {"{'dotted':{'name':['d']}}", true},
      {"{'dotted':{'name':['e']}}", false},
      {"{'body':[{'exists':true}]}", false},
      {"{'body':[{'exists':false}]}", true},
      {"{'empty':[{'exists':true}]}", false},
      {"{'empty':[null]}", false},
      {"{'missing':{'inside':[{'exists':false}]}}", true},
      {"{'body':{'none':[{'anything-but':['x']}]}}", true},
      {"{'missing':[{'anything-but':['x']}]}", false},
      {"{'body':{'n':[{'anything-but':{'prefix':'x'}}]}}", true},
      {"{'star':[{'wildcard':'a\\\\*b'}]}", true},
      {"{'id':[{'wildcard':'\\\\*1'}]}", false},
  };
  for (const auto& item : cases) {
    INFO(item.pattern);
    CHECK(matches(parse(item.pattern).as_object(), event.as_object()) == item.takes);
  }
}

TEST_CASE("what is no event pattern is told why", "[pattern]") {
  const auto fault = [](const char* text) {
    return fault_of_pattern(parse(text).as_object()).value_or("none");
  };
  CHECK(fault("{'a':{'b':['x',{'exists':true}]}}") == "none");
  CHECK(fault("{'a':'text'}") == "\"a\" must be an object or an array");
  CHECK(fault("{'a':[]}") == "Empty arrays are not allowed");
  struct {
    const char* condition;
    const char* fault;
  } const cases[] = {
      {"{'unknown':1}", "Unrecognized match type unknown"},
      {"{}", "Match expression name not found"},
      {"['x']", "Match value must be String, number, true, false, or null"},
      {"{'prefix':'a','suffix':'b'}", "Only one key allowed in match expression"},
      {"{'prefix':1}", "prefix match pattern must be a string"},
      {"{'prefix':{'suffix':'a'}}", "Unsupported prefix pattern: suffix"},
      {"{'suffix':{'equals-ignore-case':1}}", "equals-ignore-case match pattern must be a string"},
      {"{'suffix':{'equals-ignore-case':'a'}}", "none"},
      {"{'exists':'yes'}", "exists match pattern must be either true or false."},
      {"{'numeric':1}", "Value of numeric must be an array."},
      {"{'numeric':[]}", "Invalid member in numeric match: ]"},
      {"{'numeric':[1]}", "Invalid member in numeric match: 1"},
      {"{'numeric':['!',1]}", "Unrecognized numeric range operator: !"},
      {"{'numeric':['=','1']}", "Value of equals must be numeric"},
      {"{'numeric':['>=']}", "Value of >= must be numeric"},
      {"{'numeric':['<',1,'>',0]}", "Too many elements in numeric expression"},
      {"{'numeric':['>',1,2]}", "Bad value in numeric range: 2"},
      {"{'numeric':['>',1,'>',0]}", "Bad numeric range operator: >"},
      {"{'numeric':['>',1,'<','2']}", "Value of < must be numeric"},
      {"{'numeric':['>',1,'<',2,'<']}", "Too many terms in numeric range expression"},
      {"{'numeric':['>',2,'<',1]}", "Bottom must be less than top"},
      {"{'numeric':['>',1,'<',2]}", "none"},
      {"{'cidr':1}", "prefix match pattern must be a string"},
      {"{'cidr':'10.0.0.1'}", "Malformed CIDR, one '/' required"},
      {"{'cidr':'10.0.0.1/x'}", "Malformed CIDR, mask bits must be an integer"},
      {"{'cidr':'xx.11.xx/8'}", "Nonstandard IP address: xx.11.xx"},
      {"{'cidr':'10.0.0.0/33'}", "IPv4 mask bits must be < 32"},
      {"{'cidr':'2001:db8::/48'}", "none"},
      {"{'wildcard':'arn:**:x'}", "Consecutive wildcard characters at pos 5"},
      {"{'wildcard':'*:*:*:*:*:event-bus/*'}",
       "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences "
       "after a "
       "wildcard character"},
      {"{'anything-but':null}", "Value of anything-but must be an array or single string/number value."},
      {"{'anything-but':['x',null]}", "Inside anything but list, start|null|boolean is not supported."},
      {"{'anything-but':['x',1]}",
       "Inside anything but list, either all values are number or string, mixed type is not supported"},
      {"{'anything-but':{'numeric':['=',1]}}", "Unsupported anything-but pattern: numeric"},
      {"{'anything-but':{'prefix':''}}", "Null prefix/suffix not allowed"},
      {"{'anything-but':{'suffix':[1]}}", "prefix/suffix match pattern must be a string"},
      {"{'anything-but':{'wildcard':1}}", "wildcard match pattern must be a string"},
      {"{'anything-but':{'equals-ignore-case':['a',1]}}",
       "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported."},
      {"{'anything-but':{'prefix':{'equals-ignore-case':'a'}}}",
       "Value of anything-but must be an array or single string/number value."},
  };
  for (const auto& item : cases) {
    INFO(item.condition);
    CHECK(fault(("{'a':[" + std::string(item.condition) + "]}").c_str()) == item.fault);
  }
  CHECK(fault("{'$or':[{'a':['x']},{'b':[{'exists':1}]}]}") ==
        "exists match pattern must be either true or false.");
  CHECK(fault("{'$or':[{'a':['x']},{'b':[1]}]}") == "none");
}
