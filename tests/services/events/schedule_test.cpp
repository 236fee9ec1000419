#include "services/events/schedule.h"

#include "tests/world.h"

using namespace orrery;

namespace {

// The next times after a moment on a Sunday, as text.
std::string next(const char* expression, int count = 1, const char* from = "2026-02-01T10:07:30Z") {
  const auto schedule = events::parse_schedule(expression);
  if (!schedule) return "none";
  std::string all;
  std::optional<Instant> at = parse_iso_time(from);
  const Instant since = *at;
  while (count-- > 0) {
    at = events::next_time(*schedule, since, *at);
    if (!at) return all + "never";
    all += iso_time(*at).substr(0, 16) + ' ';
  }
  all.pop_back();
  return all;
}

}  // namespace

TEST_CASE("rates count from when they were set", "[events]") {
  CHECK(next("rate(1 minute)", 2) == "2026-02-01T10:08 2026-02-01T10:09");
  CHECK(next("rate(5 hours)") == "2026-02-01T15:07");
  CHECK(next("rate(2 days)") == "2026-02-03T10:07");
  const auto schedule = events::parse_schedule("rate(10 minutes)");
  const Instant since = *parse_iso_time("2026-02-01T10:00:00Z");
  CHECK(events::next_time(*schedule, since, since + 25min) == since + 30min);
}

TEST_CASE("cron expressions ring when they say", "[events]") {
  CHECK(next("cron(0 12 * * ? *)", 2) == "2026-02-01T12:00 2026-02-02T12:00");
  CHECK(next("cron(0/15 * * * ? *)", 3) == "2026-02-01T10:15 2026-02-01T10:30 2026-02-01T10:45");
  CHECK(next("cron(5,35 14 * * ? *)", 2) == "2026-02-01T14:05 2026-02-01T14:35");
  CHECK(next("cron(0 18 ? * MON-FRI *)") == "2026-02-02T18:00");
  CHECK(next("cron(0 8 1 * ? *)") == "2026-03-01T08:00");
  CHECK(next("cron(0 10 ? * 6#3 *)") == "2026-02-20T10:00");
  CHECK(next("cron(0 10 ? * 6L *)") == "2026-02-27T10:00");
  CHECK(next("cron(0 0 L * ? *)", 2) == "2026-02-28T00:00 2026-03-31T00:00");
  CHECK(next("cron(0 9 LW * ? *)") == "2026-02-27T09:00");
  CHECK(next("cron(0 9 1W * ? *)", 2) == "2026-02-02T09:00 2026-03-02T09:00");
  CHECK(next("cron(0 9 1W FEB ? 2026)", 1, "2026-01-15T00:00:00Z") == "2026-02-02T09:00");
  CHECK(next("cron(0 0 29 2 ? *)") == "2028-02-29T00:00");
  CHECK(next("cron(0 0 ? * FRI-SUN *)", 3) == "2026-02-06T00:00 2026-02-07T00:00 2026-02-08T00:00");
  CHECK(next("cron(0 0 1 1 ? 2025)") == "never");
}

TEST_CASE("a rate longer than time can be counted never rings again", "[events]") {
  const auto schedule = events::parse_schedule("rate(2147483647 days)");
  REQUIRE(schedule);
  const Instant set = from_epoch_milliseconds(0);
  CHECK(events::next_time(*schedule, set, set) > set + std::chrono::days(365 * 1000));
}

TEST_CASE("what is no schedule is refused", "[events]") {
  for (const char* text :
       {"", "rate()", "rate(0 minutes)", "rate(1 minutes)", "rate(2 minute)", "rate(1 week)",
        "rate(5 minutes", "cron(* * * * *)", "cron(0 12 * * * *)", "cron(0 12 ? * ? *)",
        "cron(60 12 * * ? *)", "cron(0 24 * * ? *)", "cron(0 12 32 * ? *)", "cron(0 12 ? * 8 *)",
        "cron(0/0 12 * * ? *)", "cron(0 12 ? * 2#6 *)", "cron(a b c d e f)", "every minute"}) {
    INFO(text);
    CHECK_FALSE(events::parse_schedule(text));
  }
}
