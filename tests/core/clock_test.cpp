#include <catch2/catch.hpp>

#include "core/system_clock.h"
#include "core/virtual_clock.h"

namespace orrery {
namespace {

struct Clocked {
  Loop loop;
  VirtualClock clock{loop};
  std::string rung;

  void advance(Duration by) {
    bool done = false;
    clock.advance_to(clock.now() + by, [&] { done = true; });
    while (!done && loop.run_one() > 0) {
    }
  }
};

TEST_CASE_METHOD(Clocked, "alarms ring in order of time, equal times in the order they were set", "[clock]") {
  const auto b = clock.after(2s, [this] { rung += 'b'; });
  const auto a = clock.after(1s, [this] { rung += 'a'; });
  const auto c = clock.after(2s, [this] { rung += 'c'; });
  advance(1s);
  CHECK(rung == "a");
  advance(1h);
  CHECK(rung == "abc");
}

TEST_CASE_METHOD(Clocked, "an alarm that is dropped does not ring", "[clock]") {
  {
    const auto alarm = clock.after(1s, [this] { rung += 'a'; });
  }
  auto replaced = clock.after(1s, [this] { rung += 'b'; });
  replaced = clock.after(2s, [this] { rung += 'c'; });
  advance(1h);
  CHECK(rung == "c");
}

TEST_CASE_METHOD(Clocked, "an alarm set while time is turned rings on the way", "[clock]") {
  Alarm second;
  const auto first =
      clock.after(1s, [&] { second = clock.after(1s, [this] { rung = iso_time(clock.now()); }); });
  advance(10s);
  CHECK(rung == "2026-01-01T00:00:02.000Z");
  CHECK(iso_time(clock.now()) == "2026-01-01T00:00:10.000Z");
}

TEST_CASE_METHOD(Clocked, "what an alarm posts runs before the next alarm rings", "[clock]") {
  const auto first = clock.after(1s, [this] { loop.post([this] { rung += '1'; }); });
  const auto second = clock.after(2s, [this] { rung += '2'; });
  advance(10s);
  CHECK(rung == "12");
}

TEST_CASE("turning waits for what an alarm made busy, but not for what waits for time", "[clock]") {
  Loop loop;
  VirtualClock clock(loop, 2ms);
  std::string rung;
  Busy running;
  const auto start = clock.after(1s, [&] {
    rung += 'a';
    running = Busy(clock);
    loop.post([&] { loop.post([&] { loop.post([&] { running.release(), rung += 'e'; }); }); });
  });
  const auto second = clock.after(2s, [&] { rung += 'b', running = Busy(clock); });
  const auto third = clock.after(3s, [&] { rung += 'c', running.release(); });
  bool done = false;
  clock.advance_to(clock.now() + 10s, [&] { done = true; });
  while (!done && loop.run_one() > 0) {
  }
  CHECK(rung == "aebc");
}

TEST_CASE("what is busy when the clock is turned ends before the first alarm rings", "[clock]") {
  Loop loop;
  VirtualClock clock(loop, 10s);
  std::string rung;
  Busy running(clock);
  const auto limit = clock.after(3s, [&] { rung += 'l'; });
  loop.post([&] { rung += 'e', running.release(); });
  bool done = false;
  clock.advance_to(clock.now() + 10s, [&] { done = true; });
  while (!done && loop.run_one() > 0) {
  }
  CHECK(rung == "el");
}

TEST_CASE("an eager clock jumps to the next alarm when nothing is busy, and only for the world", "[clock]") {
  Loop loop;
  SystemClock clock(loop, SystemClock::Pace::eager);
  const Instant start = clock.now();
  std::string rung;
  const auto sweep = clock.after(
      30min, [&] { rung += "sweep "; }, Purpose::housekeeping);
  const auto day = clock.after(24h, [&] {
    rung += "day";
    loop.stop();
  });
  Busy busy(clock);
  int polls = 0;
  while (++polls < 3) loop.poll();
  CHECK(rung.empty());
  CHECK(clock.now() - start < 1min);
  busy.release();
  while (rung.find("day") == std::string::npos && loop.run_one() > 0) {
  }
  CHECK(rung == "sweep day");
  CHECK(clock.now() - start >= 24h);
}

TEST_CASE("an eager clock lets what is under way come to its end, however many turns it takes", "[clock]") {
  Loop loop;
  SystemClock clock(loop, SystemClock::Pace::eager);
  const Instant start = clock.now();
  bool rung = false, ended = false;
  const auto hour = clock.after(1h, [&] { rung = true; });
  const std::function<void()> step = [&] {
    if (clock.now() - start > 50ms) {
      ended = !rung;
    } else {
      loop.post(step);
    }
  };
  loop.post(step);
  while (!rung && loop.run_one() > 0) {
  }
  CHECK(ended);
}

TEST_CASE("an alarm further ahead than a timer counts lets the loop rest", "[clock]") {
  Loop loop;
  SystemClock clock(loop, SystemClock::Pace::real);
  const auto alarm = clock.after(std::chrono::hours(500 * 365 * 24), [] {});
  CHECK(loop.poll() == 0);
}

TEST_CASE("an alarm that fails does not keep the next from ringing", "[clock]") {
  Loop loop;
  SystemClock clock(loop, SystemClock::Pace::real);
  bool rung = false;
  const auto first = clock.after(1us, [] { throw std::runtime_error("a defect"); });
  const auto second = clock.after(1ms, [&] { rung = true; });
  const auto run = [&] {
    while (!rung && loop.run_one() > 0) {
    }
  };
  CHECK_THROWS_WITH(run(), "a defect");
  run();
  CHECK(rung);
}

TEST_CASE("several may turn the clock at once, and each is told when that is done", "[clock]") {
  Loop loop;
  VirtualClock clock(loop, 2ms);
  const Busy waits_for_time(clock);
  const auto first = clock.after(1s, [] {}), second = clock.after(2s, [] {});
  int done = 0;
  clock.advance_to(clock.now() + 1h, [&] { ++done; });
  clock.advance_to(clock.now() + 1h, [&] { ++done; });
  while (done < 2 && loop.run_one() > 0) {
  }
  CHECK(done == 2);
}

TEST_CASE("times are read back as they are written", "[clock]") {
  const Instant when = from_epoch_milliseconds(1'795'228'980'123);
  CHECK(parse_iso_time(iso_time(when)) == when);
  CHECK(http_time(from_epoch_milliseconds(784'111'777'000)) == "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK(parse_http_time("Sun, 06 Nov 1994 08:49:37 GMT") == from_epoch_milliseconds(784'111'777'000));
  CHECK(iso_time(from_epoch_milliseconds(std::numeric_limits<std::int64_t>::max()) + 1h) ==
        "10000-01-01T00:59:59.999Z");
  CHECK(parse_iso_time("2026-01-01T01:00:00+01:00") == from_epoch_milliseconds(1'767'225'600'000));
  for (const char* wrong : {"", "2026-01-01", "2026-13-01T00:00:00Z", "2026-01-01T00:00:00",
                            "2026-01-01T00:00:00.Z", "2026-02-30T00:00:00Z", "2026-01-01T00:00:00Zx"})
    CHECK_FALSE(parse_iso_time(wrong));
}

}  // namespace
}  // namespace orrery
