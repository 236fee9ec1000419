#include "core/event_pattern.h"

#include "tests/world.h"

using namespace orrery;

TEST_CASE("event patterns take and leave as AWS's do", "[pattern]") {
  const json::value event = parse(
      "{'body':{'n':5,'s':'Ready','tags':['a','b'],'flag':true,'none':null,'ip':'10.1.127.9','list':[{'k':1},"
      "{'k':2}]},'id':'x1'}");
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
      {"{'body':{'tags':['b']}}", true},
      {"{'body':{'tags':['c']}}", false},
      {"{'body':{'flag':[true]}}", true},
      {"{'body':{'none':[null]}}", true},
      {"{'$or':[{'id':['y']},{'body':{'n':[5]}}]}", true},
      {"{'id':['x1'],'body':{'n':[6]}}", false},
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
  CHECK(fault("{'a':[{'unknown':1}]}") == "Unrecognized match type unknown");
}
