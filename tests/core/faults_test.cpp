// Calls and runs that go wrong on purpose.
#include "core/faults.h"

#include "tests/world.h"

namespace orrery {
namespace {

// A service that counts: {"count": n}.
class Counter final : public Service {
 public:
  const ServiceInfo& info() const override { return about_; }
  void call(std::string_view, const Context&, const json::object&, Reply reply) override {
    reply.ok({{"count", ++count}});
  }
  int count = 0;

 private:
  ServiceInfo about_{.name = "counter", .resource = "Name", .wires = {}, .refusals = {}};
};

struct Struck : World {
  Counter counter;
  Struck() { directory.add(counter); }

  void strike(std::string rule) { directory.faults().add_all(parse(std::move(rule)).as_object()); }
  std::string hit(std::string_view operation = "Add", std::string name = "a") {
    return refusal("counter", operation, json::object{{"Name", std::move(name)}});
  }
  // "..x." for five calls of which the third was struck.
  std::string calls(int count) {
    std::string told;
    for (int call = 0; call < count; ++call) told += hit().empty() ? '.' : 'x';
    return told;
  }
};

TEST_CASE_METHOD(Struck, "a call that a rule fits is refused and not done", "[faults]") {
  strike("{'service': 'counter', 'error': 'ThrottlingException'}");
  CHECK(hit() == "ThrottlingException: A fault was asked for");
  CHECK(counter.count == 0);
  directory.faults().clear();
  CHECK(hit().empty());
  CHECK(counter.count == 1);
}

TEST_CASE_METHOD(Struck, "a fault after the call leaves what was done, and tells an error", "[faults]") {
  strike(
      "{'service': 'counter', 'error': {'code': 'Lost', 'message': 'words', 'status': 500}, 'when': "
      "'after'}");
  CHECK(hit() == "Lost: words");
  CHECK(counter.count == 1);
}

TEST_CASE_METHOD(Struck, "a delay is on the world's clock", "[faults]") {
  strike("{'service': 'counter', 'delayMs': 1500}");
  const auto answer = begin("counter", "Add");
  advance(1499ms);
  CHECK_FALSE(answer->has_value());
  advance(1ms);
  CHECK(answer->has_value());
}

TEST_CASE_METHOD(Struck, "a rule names services, operations, resources and accounts", "[faults]") {
  const auto struck_by = [this](std::string rule) {
    directory.faults().clear();
    rule.insert(1, "'error': 'E', ");
    strike(rule);
    return !hit("PutThing", "orders").empty();
  };
  CHECK(struck_by("{'service': 'counter'}"));
  CHECK(struck_by("{'service': '*', 'operation': 'Put*'}"));
  CHECK(struck_by("{'service': 'c*r', 'resource': '*der*'}"));
  CHECK(struck_by("{'service': 'counter', 'account': '000000000000'}"));
  CHECK_FALSE(struck_by("{'service': 'sqs'}"));
  CHECK_FALSE(struck_by("{'service': 'counter', 'operation': 'Get*'}"));
  CHECK_FALSE(struck_by("{'service': 'counter', 'resource': 'order'}"));
  CHECK_FALSE(struck_by("{'service': 'counter', 'account': '111111111111'}"));
  CHECK_FALSE(struck_by("{'function': 'orders'}"));
}

TEST_CASE_METHOD(Struck, "calls between services are spared, but for a state machine's", "[faults]") {
  strike("{'service': 'counter', 'error': 'E'}");
  context.caller = "lambda";
  CHECK(hit().empty());
  context.caller = "states";
  CHECK(hit() == "E: A fault was asked for");
}

TEST_CASE_METHOD(Struck, "the first are spared, and no more than so many are struck", "[faults]") {
  strike("{'service': 'counter', 'error': 'E', 'skip': 2, 'times': 3}");
  CHECK(calls(8) == "..xxx...");
  const json::object rule = directory.faults().list().at(0).as_object();
  CHECK(rule.at("fitted") == 8);
  CHECK(rule.at("struck") == 3);
}

TEST_CASE("the same seed strikes the same calls, whatever other rules do", "[faults]") {
  const auto struck = [](const char* others) {
    Struck world;
    world.strike(others);
    world.strike("{'id': 'mine', 'service': 'counter', 'error': 'E', 'rate': 0.3}");
    return world.calls(200);
  };
  const std::string once = struck("{'rules': []}");
  CHECK(once == struck("{'service': 'sqs', 'rate': 0.5, 'error': 'E'}"));
  const auto hits = std::count(once.begin(), once.end(), 'x');
  CHECK(hits > 40);
  CHECK(hits < 80);
}

TEST_CASE_METHOD(Struck, "the journal says which rule struck a call", "[faults]") {
  strike("{'id': 'slow', 'service': 'counter', 'delayMs': 1, 'error': 'E'}");
  const auto answer = begin("counter", "Add");
  advance(1ms);
  const JournalLine& line = journal.lines().back();
  CHECK(line.details.at("fault") == "slow");
  CHECK(line.outcome == "E");
  CHECK(line.took == 1ms);
}

TEST_CASE_METHOD(Struck, "a rule that cannot be is refused with the reason, and no rule of its list is kept",
                 "[faults]") {
  const std::pair<const char*, const char*> cases[] = {
      {"{}", "a fault rule names a \"service\" or a \"function\""},
      {"{'service': 's', 'function': 'f', 'error': 'E'}",
       "a fault rule names a \"service\" or a \"function\""},
      {"{'service': 's'}", "a fault rule has an \"error\" or a \"delayMs\""},
      {"{'service': 's', 'error': 'E', 'rates': 1}", "a fault rule has no member \"rates\""},
      {"{'service': 's', 'error': 'E', 'rate': 2}",
       "a fault rule has a \"rate\" that is not a number from 0 to 1"},
      {"{'service': 's', 'error': 'E', 'times': 'x'}",
       "a fault rule has a \"times\" that is not a number from 0 to 1000000000000000"},
      {"{'service': 7, 'error': 'E'}", "a fault rule has a \"service\" that is not a text"},
      {"{'service': 's', 'error': 7}", "a fault rule has an \"error\" that is neither a code nor an object"},
      {"{'service': 's', 'error': {'message': 'm'}}", "a fault rule has an \"error\" without a \"code\""},
      {"{'service': 's', 'error': {'code': 'E', 'status': 200}}",
       "a fault rule has an \"error\" whose \"status\" is none from 400 to 599"},
      {"{'service': 's', 'error': 'E', 'when': 'later'}",
       "a fault rule is struck \"when\" it is \"before\" or \"after\""},
      {"{'function': 'f', 'error': 'E', 'operation': 'Invoke'}",
       "a fault rule of a function has no \"operation\""},
      {"{'function': 'f', 'error': 'timeout', 'when': 'after'}",
       "a fault rule cannot let a run time out \"after\" it has answered"},
  };
  for (const auto& [rule, why] : cases) {
    INFO(rule);
    try {
      strike(std::string("{'rules': [{'service': 's', 'error': 'E'}, ") + rule + "]}");
      FAIL("not refused");
    } catch (const AwsError& error) {
      CHECK(error.code == "InvalidFault");
      CHECK(error.message == why);
    }
    CHECK(directory.faults().list().empty());
  }
}

TEST_CASE_METHOD(Struck, "a rule of the same id takes the place of the one before", "[faults]") {
  strike("{'id': 'one', 'service': 'counter', 'error': 'First'}");
  strike("{'id': 'one', 'service': 'counter', 'error': 'Second'}");
  CHECK(hit() == "Second: A fault was asked for");
  CHECK(directory.faults().remove("one"));
  CHECK_FALSE(directory.faults().remove("one"));
}

TEST_CASE_METHOD(Struck, "a rule that is given a number is given a free one", "[faults]") {
  strike("{'id': '1', 'service': 'other', 'error': 'First'}");
  strike("{'service': 'counter', 'error': 'Second'}");
  CHECK(directory.faults().list().size() == 2);
}

}  // namespace
}  // namespace orrery
