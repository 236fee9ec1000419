#include "job/critical_path.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "tests/job/lines.h"

using namespace orrery;
using namespace orrery::job;

namespace {

// "0-10 client, 10-20 worker starts": what a path says, for comparison.
std::string told(const std::vector<JournalLine>& lines) {
  std::string text;
  for (const Segment& segment : critical_path(lines_of(lines))) {
    text += (text.empty() ? "" : ", ") + std::to_string(segment.begin_us) + '-' +
            std::to_string(segment.end_us) + ' ' +
            (segment.line == nullptr ? "client" : label_of(*segment.line));
    if (segment.kind == Segment::Kind::waits) text += " waits";
    if (segment.kind == Segment::Kind::starts) text += " starts";
  }
  return text;
}

const std::string invoke = "Invoke", put = "PutItem";

}  // namespace

TEST_CASE("nothing has no path", "[job]") { CHECK(told({}).empty()); }

TEST_CASE("a function waits for the calls it makes, and the rest is its own time", "[job]") {
  CHECK(told({call(1, 0, 0, 100, "lambda", invoke, "f"), run(2, 1, 10, 95, "f", 8),
              call(3, 2, 20, 30, "dynamodb", put, "t"), call(4, 2, 25, 60, "s3", "PutObject", "/b/k")}) ==
        "0-2 lambda Invoke f, 2-10 f starts, 10-25 f, 25-60 s3 PutObject b, 60-95 f, 95-100 lambda Invoke f");
}

TEST_CASE("a function does not wait for what it starts and leaves", "[job]") {
  CHECK(told({run(1, 0, 0, 50, "f"), call(2, 1, 5, 6, "lambda", "InvokeAsync", "g"), run(3, 2, 10, 20, "g"),
              call(4, 1, 49, 50, "dynamodb", put, "t")}) ==
        "0-5 f, 5-6 lambda InvokeAsync g, 6-49 f, 49-50 dynamodb PutItem t");
}

TEST_CASE("what is set off and ends last is the path, with its time on the way", "[job]") {
  CHECK(told({run(1, 0, 0, 10, "f"), call(2, 1, 5, 6, "lambda", "InvokeAsync", "g"),
              run(3, 2, 30, 90, "g", 20)}) ==
        "0-5 f, 5-6 lambda InvokeAsync g, 6-10 lambda InvokeAsync g waits, 10-30 g starts, 30-90 g");
}

TEST_CASE("states follow each other, though each is the effect of the one before", "[job]") {
  CHECK(told({call(1, 0, 0, 2, "states", "StartExecution", "arn:x:stateMachine:machine"),
              state(2, 1, 3, 10, "A"), state(3, 2, 10, 20, "B"), state(4, 3, 20, 21, "C")}) ==
        "0-2 states StartExecution machine, 2-3 states StartExecution machine waits, 3-10 machine: A, "
        "10-20 machine: B, 20-21 machine: C");
}

TEST_CASE("a join waits for the slowest branch", "[job]") {
  // A map of three items, two states each; then the state after it.
  CHECK(
      told({state(1, 0, 0, 100, "Map"), state(2, 1, 1, 10, "One"), state(3, 1, 1, 30, "One"),
            state(4, 1, 1, 20, "One"), state(5, 2, 10, 40, "Two"), state(6, 3, 30, 99, "Two"),
            state(7, 4, 20, 70, "Two"), state(8, 1, 100, 110, "Next")}) ==
      "0-1 machine: Map, 1-30 machine: One, 30-99 machine: Two, 99-100 machine: Map, 100-110 machine: Next");
}

TEST_CASE("a map that runs few at a time waits for one after the other", "[job]") {
  CHECK(told({state(1, 0, 0, 60, "Map"), state(2, 1, 0, 20, "Item"), state(3, 1, 20, 50, "Item"),
              state(4, 1, 0, 30, "Item"), state(5, 1, 30, 60, "Item")}) ==
        "0-30 machine: Item, 30-60 machine: Item");
}

TEST_CASE("a task with a token waits for whoever answers it, though that goes on", "[job]") {
  CHECK(told({state(1, 0, 0, 50, "Ask"), call(2, 1, 1, 2, "sqs", "SendMessage", "q"), run(3, 2, 10, 70, "f"),
              call(4, 3, 48, 50, "states", "SendTaskSuccess", ""), state(5, 1, 50, 80, "Next")}) ==
        "0-1 machine: Ask, 1-2 sqs SendMessage q, 2-10 sqs SendMessage q waits, 10-48 f, "
        "48-50 states SendTaskSuccess, 50-80 machine: Next");
}

TEST_CASE("a monitor that looks again and again waits for who wrote what it sees", "[job]") {
  const std::vector<JournalLine> lines = {
      run(1, 0, 0, 1000, "dispatch"),
      call(2, 1, 100, 200, "states", "StartExecution", "arn:x:stateMachine:machine"),
      call(3, 1, 300, 400, "lambda", "InvokeAsync", "worker"),
      call(4, 1, 400, 500, "lambda", "InvokeAsync", "worker"),
      run(5, 3, 1000, 4000, "worker"),
      run(6, 4, 1000, 12500, "worker"),
      state(7, 2, 200, 10200, "Wait"),
      call(8, 5, 3900, 4000, "dynamodb", put, "tasks"),
      state(9, 7, 10200, 10500, "Look"),
      run(10, 9, 10210, 10490, "monitor"),
      call(11, 10, 10300, 10400, "dynamodb", "Query", "tasks"),
      state(12, 9, 10500, 20500, "Wait"),
      call(13, 6, 12300, 12400, "dynamodb", put, "tasks"),
      state(14, 12, 20500, 20900, "Look"),
      run(15, 14, 20510, 20890, "monitor"),
      call(16, 15, 20600, 20700, "dynamodb", "Query", "tasks"),
      state(17, 14, 20900, 20901, "Done?")};
  CHECK(told(lines) ==
        "0-300 dispatch, 300-400 lambda InvokeAsync worker, 400-500 lambda InvokeAsync worker, 500-1000 "
        "lambda InvokeAsync worker waits, "
        "1000-12300 worker, 12300-12400 dynamodb PutItem tasks, 12400-20500 machine: Wait, "
        "20500-20510 machine: Look, 20510-20600 monitor, 20600-20700 dynamodb Query tasks, 20700-20890 "
        "monitor, "
        "20890-20900 machine: Look, 20900-20901 machine: Done?");
}

TEST_CASE("a wait that nobody's work is read after is a wait", "[job]") {
  CHECK(told({state(1, 0, 0, 50'000, "Parallel"), state(2, 1, 0, 50'000, "Wait"),
              state(3, 1, 0, 20'000, "Work"), call(4, 3, 19'000, 20'000, "dynamodb", put, "t")}) ==
        "0-50000 machine: Wait");
}

TEST_CASE("between its calls the client is the path", "[job]") {
  CHECK(told({call(1, 0, 0, 5, "s3", "CreateBucket", "/b"), call(2, 0, 20, 30, "s3", "PutObject", "/b/k")}) ==
        "0-5 s3 CreateBucket b, 5-20 client, 20-30 s3 PutObject b");
}

TEST_CASE("what is still open lasts until the last thing known", "[job]") {
  std::vector<JournalLine> lines = {run(1, 0, 0, 0, "f"), call(2, 1, 5, 9, "s3", "PutObject", "/b/k")};
  lines[0].open = true;
  CHECK(told(lines) == "0-5 f, 5-9 s3 PutObject b");
}

TEST_CASE("depth counts what is under way around a line", "[job]") {
  const std::vector<JournalLine> lines = {
      run(1, 0, 0, 10, "f"), call(2, 1, 5, 6, "lambda", "InvokeAsync", "g"), run(3, 2, 30, 90, "g")};
  std::vector<std::size_t> depths;
  for (const Segment& segment : critical_path(lines_of(lines))) depths.push_back(segment.depth);
  CHECK(depths == std::vector<std::size_t>{0, 1, 1, 1});
}

TEST_CASE("whatever the tree, the path is the whole of the time without a gap", "[job]") {
  for (unsigned seed = 1; seed <= 400; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto below = [&](std::int64_t limit) {
      return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(limit));
    };
    std::vector<JournalLine> lines;
    std::int64_t now = 1'000'000;
    const auto count = static_cast<std::uint64_t>(1 + below(seed % 10 == 0 ? 2000 : 40));
    for (std::uint64_t number = 1; number <= count; ++number) {
      now += below(3) * below(2000);
      // Half of them hang below what is recent, so that chains grow deep.
      std::uint64_t parent = 0;
      if (number > 1 && below(8) > 0)
        parent = below(2) ? number - 1
                          : 1 + static_cast<std::uint64_t>(below(static_cast<std::int64_t>(number) - 1));
      const std::int64_t end = now + below(2) * below(20'000);
      const std::string name(1, static_cast<char>('a' + below(3)));
      switch (below(5)) {
        case 0:
          lines.push_back(run(number, parent, now, end, name, below(3000)));
          break;
        case 1:
          lines.push_back(call(number, parent, now, end, "dynamodb", put, name));
          break;
        case 2:
          lines.push_back(call(number, parent, now, end, "dynamodb", "Query", name));
          break;
        default:
          lines.push_back(state(number, parent, now, end, name));
      }
      if (below(30) == 0) lines.back().open = true;
    }
    // Some have left the journal.
    for (std::int64_t gone = below(4); gone > 0 && lines.size() > 1; --gone) lines.erase(lines.begin());

    const Lines all = lines_of(lines);
    const auto path = critical_path(all);
    std::int64_t at = begin_us(*all.front());
    for (const Segment& segment : path) {
      REQUIRE(segment.begin_us == at);
      REQUIRE(segment.end_us > segment.begin_us);
      REQUIRE((segment.line == nullptr) == (segment.kind == Segment::Kind::outside));
      if (segment.kind == Segment::Kind::runs) {
        REQUIRE(begin_us(*segment.line) <= segment.begin_us);
        REQUIRE(segment.end_us <= end_us(*segment.line, latest_us(all)));
      }
      at = segment.end_us;
    }
    REQUIRE(at == std::max(latest_us(all), begin_us(*all.front())));
  }
}
