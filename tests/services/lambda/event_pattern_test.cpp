#include "services/lambda/event_sources/event_pattern.h"

#include "tests/world.h"

using namespace orrery;

TEST_CASE("event patterns take and leave as AWS's do", "[lambda][esm]") {
  const json::value event =
      parse("{'body':{'n':5,'s':'Ready','tags':['a','b'],'flag':true,'none':null},'id':'x1'}");
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
      {"{'body':{'tags':['b']}}", true},
      {"{'body':{'tags':['c']}}", false},
      {"{'body':{'flag':[true]}}", true},
      {"{'body':{'none':[null]}}", true},
      {"{'$or':[{'id':['y']},{'body':{'n':[5]}}]}", true},
      {"{'id':['x1'],'body':{'n':[6]}}", false},
  };
  for (const auto& item : cases) {
    INFO(item.pattern);
    CHECK(lambda::matches(parse(item.pattern).as_object(), event.as_object()) == item.takes);
  }
  CHECK_THROWS_AS(lambda::check_pattern(parse("{'a':'text'}").as_object()), AwsError);
  CHECK_THROWS_AS(lambda::check_pattern(parse("{'a':[]}").as_object()), AwsError);
  CHECK_THROWS_AS(lambda::check_pattern(parse("{'a':[{'unknown':1}]}").as_object()), AwsError);
}
