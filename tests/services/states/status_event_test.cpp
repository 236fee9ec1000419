// What the event bus hears of executions.
#include "tests/services/states/states_world.h"

using namespace orrery;

namespace {

struct FakeEvents final : Service {
  const ServiceInfo& info() const override {
    static constexpr ServiceInfo about{.name = "events", .resource = "", .wires = {}, .refusals = {}};
    return about;
  }
  void call(std::string_view, const Context& context, const json::object& input, Reply reply) override {
    CHECK(context.caller == "states");
    for (const auto& entry : input.at("Entries").as_array()) {
      CHECK(entry.at("Source") == "aws.states");
      CHECK(entry.at("DetailType") == "Step Functions Execution Status Change");
      details.push_back(*parse_json(*find_text(entry.as_object(), "Detail")));
    }
    reply.ok({{"FailedEntryCount", 0}});
  }
  std::vector<json::value> details;
};

struct EventsWorld : StatesWorld {
  FakeEvents events_bus;
  EventsWorld() { directory.add(events_bus); }
  std::string statuses() {
    std::string told;
    for (const auto& detail : events_bus.details) {
      if (!told.empty()) told += " ";
      told += *find_text(detail.as_object(), "status");
    }
    return told;
  }
};

}  // namespace

TEST_CASE_METHOD(EventsWorld, "the bus hears that an execution began and how it ended", "[states]") {
  run(only("'Type':'Pass'"), "{'a':1}");
  CHECK(statuses() == "RUNNING SUCCEEDED");
  const json::object& began = events_bus.details[0].as_object();
  CHECK(find_text(began, "executionArn") == last);
  CHECK(find_text(began, "input") == R"({"a":1})");
  CHECK(began.at("stopDate").is_null());
  CHECK(began.at("output").is_null());
  CHECK(began.at("outputDetails").is_null());
  const json::object& ended = events_bus.details[1].as_object();
  CHECK(find_text(ended, "output") == R"({"a":1})");
  CHECK(ended.at("stopDate") == epoch_milliseconds(clock.now()));
  CHECK(find_text(ended, "redriveStatusReason") == "Execution is SUCCEEDED and cannot be redriven");
}

TEST_CASE_METHOD(EventsWorld, "the bus hears of failures and redrives", "[states]") {
  run("{'StartAt':'F','States':{'F':{'Type':'Fail','Error':'E','Cause':'C'}}}");
  call("states", "RedriveExecution", json::object{{"executionArn", last}});
  settle();
  CHECK(statuses() == "RUNNING FAILED RUNNING FAILED");
  const json::object& failed = events_bus.details.back().as_object();
  CHECK(find_text(failed, "error") == "E");
  CHECK(find_text(failed, "cause") == "C");
  CHECK(find_text(failed, "redriveStatus") == "REDRIVABLE");
  CHECK(failed.at("redriveCount") == 1);
  CHECK(failed.at("redriveDate").is_int64());
}

TEST_CASE_METHOD(EventsWorld, "the bus hears nothing of Express executions", "[states]") {
  const std::string machine = create(only("'Type':'Pass'"), "x", "EXPRESS");
  start(machine);
  settle();
  CHECK(events_bus.details.empty());
}
