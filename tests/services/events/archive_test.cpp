// CreateArchive, DescribeArchive, UpdateArchive, ListArchives, DeleteArchive, StartReplay, DescribeReplay,
// ListReplays, CancelReplay.
#include "services/events/events.h"
#include "tests/world.h"

using namespace orrery;

namespace {

const std::string bus_arn = "arn:aws:events:us-east-1:000000000000:event-bus/default";
const std::string archive_arn = "arn:aws:events:us-east-1:000000000000:archive/a";

// A queue that remembers what it was sent.
struct Queue final : Service {
  const ServiceInfo& info() const override { return about; }
  void call(std::string_view, const Context&, const json::object& input, Reply reply) override {
    sent.push_back(json::parse(input.at("MessageBody").as_string()).as_object());
    reply.ok({});
  }
  ServiceInfo about{.name = "sqs", .resource = {}, .wires = {}, .refusals = {}};
  std::vector<json::object> sent;
};

struct ArchiveWorld : World {
  ArchiveWorld() {
    directory.add(events);
    directory.add(queue);
    for (const char* name : {"r", "other"}) {
      call("events", "PutRule", {{"Name", name}, {"EventPattern", R"({"source":["s"]})"}});
      call("events", "PutTargets",
           {{"Rule", name},
            {"Targets", json::array{{{"Id", "t"}, {"Arn", "arn:aws:sqs:us-east-1:000000000000:q"}}}}});
    }
  }
  json::object archive(json::object more = {}) {
    more["ArchiveName"] = "a";
    more["EventSourceArn"] = bus_arn;
    return call("events", "CreateArchive", std::move(more));
  }
  void put(const char* source) {
    call("events", "PutEvents",
         {{"Entries", json::array{{{"Source", source}, {"DetailType", "d"}, {"Detail", "{}"}}}}});
    settle();
  }
  json::object replay_of_today(json::object destination = {}) const {
    destination["Arn"] = bus_arn;
    return {{"ReplayName", "again"},
            {"EventSourceArn", archive_arn},
            {"EventStartTime", epoch_double(clock.now() - 1h)},
            {"EventEndTime", epoch_seconds(clock.now())},
            {"Destination", std::move(destination)}};
  }
  json::object described(const char* operation, const char* member, const char* name) {
    return call("events", operation, {{member, name}});
  }
  Events events{core};
  Queue queue;
};

}  // namespace

TEST_CASE_METHOD(ArchiveWorld, "an archive keeps the events its pattern wants, for as long as it says",
                 "[events]") {
  const json::object made = archive({{"EventPattern", R"({"source":["s"]})"}, {"RetentionDays", 1}});
  CHECK(made == json::object{{"ArchiveArn", archive_arn},
                             {"State", "ENABLED"},
                             {"CreationTime", epoch_double(clock.now())}});
  put("s");
  put("another");
  const auto shown = [&] { return described("DescribeArchive", "ArchiveName", "a"); };
  CHECK(shown().at("EventCount") == 1);
  CHECK(shown().at("EventPattern") == json::value(R"({"source":["s"]})"));
  CHECK(shown().at("RetentionDays") == 1);
  advance(25h);
  CHECK(shown().at("EventCount") == 0);
  call("events", "UpdateArchive", {{"ArchiveName", "a"}, {"RetentionDays", 0}, {"Description", "all"}});
  CHECK(shown().at("EventCount") == 1);
  const json::object listed = call("events", "ListArchives", {{"NamePrefix", "a"}});
  CHECK(listed.at("Archives").as_array().size() == 1);
  CHECK_FALSE(listed.at("Archives").at(0).as_object().contains("Description"));
  call("events", "DeleteArchive", {{"ArchiveName", "a"}});
  archive();
  CHECK(shown().at("EventCount") == 0);
}

TEST_CASE_METHOD(ArchiveWorld, "an archive lets go what it kept for long enough", "[events]") {
  archive({{"RetentionDays", 1}});
  // With a retention that is taken away what is still there shows.
  const auto kept = [&] {
    call("events", "UpdateArchive", {{"ArchiveName", "a"}, {"RetentionDays", 0}});
    const json::object shown = described("DescribeArchive", "ArchiveName", "a");
    call("events", "UpdateArchive", {{"ArchiveName", "a"}, {"RetentionDays", 1}});
    return shown.at("EventCount");
  };
  put("s");
  put("s");
  advance(25h);
  CHECK(kept() == 2);
  put("s");
  CHECK(kept() == 1);
  advance(25h);
  Events again{core};
  again.resume();
  CHECK(kept() == 0);
}

TEST_CASE_METHOD(ArchiveWorld, "a replay sends what was kept to the rules it names, marked", "[events]") {
  archive();
  put("s");
  REQUIRE(queue.sent.size() == 2);
  advance(300ms);
  put("another");
  const json::array only{"arn:aws:events:us-east-1:000000000000:rule/r"};
  const json::object begun = call("events", "StartReplay", replay_of_today({{"FilterArns", only}}));
  CHECK(begun.at("State") == json::value("STARTING"));
  CHECK(queue.sent.size() == 2);
  advance(1s);
  REQUIRE(queue.sent.size() == 3);
  CHECK(queue.sent[2].at("replay-name") == json::value("again"));
  CHECK(queue.sent[2].at("id") == queue.sent[0].at("id"));
  const json::object done = described("DescribeReplay", "ReplayName", "again");
  CHECK(done.at("State") == json::value("COMPLETED"));
  CHECK(done.contains("EventLastReplayedTime"));
  CHECK(done.contains("ReplayEndTime"));
  // What is replayed is not archived once more.
  CHECK(described("DescribeArchive", "ArchiveName", "a").at("EventCount") == 2);
  CHECK(refusal("events", "CancelReplay", {{"ReplayName", "again"}}) ==
        "IllegalStatusException: Replay again is not in a valid state for this operation.");
}

TEST_CASE_METHOD(ArchiveWorld, "a replay picks events by their own time, the oldest first", "[events]") {
  archive({{"RetentionDays", 1}});
  const std::int64_t year = 365LL * 24 * 3600, now = epoch_seconds(clock.now());
  for (const auto time : {now - year + 60, now - year, now, now - 2 * year})
    call(
        "events", "PutEvents",
        {{"Entries", json::array{{{"Source", "s"}, {"DetailType", "d"}, {"Detail", "{}"}, {"Time", time}}}}});
  settle();
  REQUIRE(queue.sent.size() == 8);
  json::object replay =
      replay_of_today({{"FilterArns", json::array{"arn:aws:events:us-east-1:000000000000:rule/r"}}});
  replay["EventStartTime"] = double(now - year) + 0.5;
  replay["EventEndTime"] = now - year + 60;
  call("events", "StartReplay", replay);
  advance(1s);
  REQUIRE(queue.sent.size() == 10);
  CHECK(queue.sent[8].at("id") == queue.sent[2].at("id"));
  CHECK(queue.sent[9].at("id") == queue.sent[0].at("id"));
  CHECK(described("DescribeReplay", "ReplayName", "again").at("EventLastReplayedTime").to_number<double>() ==
        double(now - year + 60));
  // They came today, whatever their time.
  CHECK(described("DescribeArchive", "ArchiveName", "a").at("EventCount") == 4);
}

TEST_CASE_METHOD(ArchiveWorld, "a replay that is cancelled sends nothing", "[events]") {
  archive();
  put("s");
  call("events", "StartReplay", replay_of_today());
  CHECK(call("events", "CancelReplay", {{"ReplayName", "again"}}).at("State") == json::value("CANCELLING"));
  advance(1s);
  CHECK(queue.sent.size() == 2);
  CHECK(described("DescribeReplay", "ReplayName", "again").at("State") == json::value("CANCELLED"));
  const json::object listed = call("events", "ListReplays", {{"State", "CANCELLED"}});
  CHECK(listed.at("Replays").as_array().size() == 1);
}

TEST_CASE_METHOD(ArchiveWorld, "archives and replays that cannot be are refused in AWS's words", "[events]") {
  archive();
  CHECK(refusal("events", "CreateArchive", {{"ArchiveName", "a"}, {"EventSourceArn", bus_arn}}) ==
        "ResourceAlreadyExistsException: Archive a already exists.");
  CHECK(refusal("events", "CreateArchive",
                {{"ArchiveName", "b"},
                 {"EventSourceArn", "arn:aws:events:us-east-1:000000000000:event-bus/none"}}) ==
        "ResourceNotFoundException: Event bus none does not exist.");
  CHECK(refusal("events", "DescribeArchive", {{"ArchiveName", "b"}}) ==
        "ResourceNotFoundException: Archive b does not exist.");
  CHECK(refusal("events", "ListArchives", {{"NamePrefix", "a"}, {"State", "ENABLED"}}) ==
        "ValidationException: At most one filter is allowed for ListArchives. Use either : State, "
        "EventSourceArn, or NamePrefix.");
  json::object endless = replay_of_today();
  endless.erase("EventEndTime");
  CHECK(refusal("events", "StartReplay", std::move(endless)) ==
        "ValidationException: 1 validation error detected: Value null at 'eventEndTime' failed to satisfy "
        "constraint: "
        "Member must not be null");
  const auto refused = [&](const char* member, json::value value) {
    json::object input = replay_of_today();
    input[member] = std::move(value);
    return refusal("events", "StartReplay", std::move(input));
  };
  CHECK(refused("EventSourceArn", "arn:aws:events:us-east-1:000000000000:archive/b") ==
        "ValidationException: Parameter EventSourceArn is not valid. Reason: Archive b does not exist.");
  CHECK(refused("EventEndTime", 0) ==
        "ValidationException: Parameter EventEndTime is not valid. Reason: EventStartTime must be before "
        "EventEndTime.");
  CHECK(
      refused("Destination", json::object{{"Arn", "arn:aws:sqs:us-east-1:000000000000:q"}}) ==
      "ValidationException: Parameter Destination.Arn is not valid. Reason: Must contain an event bus ARN.");
  call("events", "CreateEventBus", {{"Name", "second"}});
  CHECK(refused("Destination",
                json::object{{"Arn", "arn:aws:events:us-east-1:000000000000:event-bus/second"}}) ==
        "ValidationException: Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not "
        "permitted.");
  CHECK(refusal("events", "DescribeReplay", {{"ReplayName", "none"}}) ==
        "ResourceNotFoundException: Replay none does not exist.");
}
