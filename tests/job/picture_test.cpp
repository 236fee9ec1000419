#include "job/picture.h"

#include <catch2/catch.hpp>

#include "job/graph.h"
#include "job/lanes.h"
#include "job/steps.h"
#include "job/tree.h"
#include "tests/job/lines.h"

using namespace orrery;
using namespace orrery::job;

namespace {

std::vector<JournalLine> fan_out(int workers) {
  std::vector<JournalLine> lines = {call(1, 0, 0, 900, "lambda", "Invoke", "dispatch"),
                                    run(2, 1, 100, 900, "dispatch", 80)};
  std::uint64_t number = 3;
  for (int worker = 0; worker < workers; ++worker, number += 3) {
    const std::int64_t begin = 200 + worker;
    lines.push_back(call(number, 2, begin, begin + 1, "lambda", "InvokeAsync", "worker"));
    lines.push_back(run(number + 1, number, 1000 + worker, 5000 + 100 * worker, "worker"));
    lines.push_back(call(number + 2, number + 1, 2000, 2010, "dynamodb", "PutItem", "tasks"));
  }
  return lines;
}

}  // namespace

TEST_CASE("what a line is about is named as people name it", "[job]") {
  const auto subject = [](const JournalLine& line) {
    const Subject found = subject_of(line);
    return found.kind + ' ' + found.name;
  };
  const std::string arn = "arn:aws:lambda:us-east-1:000000000000:function:worker:live";
  CHECK(subject(call(1, 0, 0, 1, "lambda", "Invoke", arn)) == "function worker");
  CHECK(subject(run(1, 0, 0, 1, "worker")) == "function worker");
  CHECK(subject(call(1, 0, 0, 1, "s3", "PutObject", "/box/a/b")) == "bucket box");
  CHECK(subject(call(1, 0, 0, 1, "sqs", "SendMessage", "http://127.0.0.1:4566/000000000000/work")) ==
        "queue work");
  CHECK(subject(call(1, 0, 0, 1, "sns", "Publish", "arn:aws:sns:us-east-1:000000000000:news")) ==
        "topic news");
  CHECK(subject(call(1, 0, 0, 1, "kinesis", "PutRecord", "arn:aws:kinesis:x:0:stream/river")) ==
        "stream river");
  CHECK(subject(call(1, 0, 0, 1, "dynamodb", "Query", "arn:aws:dynamodb:x:0:table/tasks")) == "table tasks");
  CHECK(subject(state(1, 0, 0, 1, "Wait")) == "machine machine");
  CHECK(subject(call(1, 0, 0, 1, "sts", "GetCallerIdentity", "")) == "service sts");
}

TEST_CASE("the graph counts who called whom", "[job]") {
  const auto lines = fan_out(3);
  const Graph graph = graph_of(lines_of(lines));
  const auto calls = [&](const Subject& from, const Subject& to) {
    const auto found = graph.find({from, to});
    return found == graph.end() ? 0 : found->second.calls;
  };
  const Subject client{"client", "client"}, dispatch{"function", "dispatch"}, worker{"function", "worker"};
  CHECK(calls(client, dispatch) == 1);
  CHECK(calls(dispatch, worker) == 3);
  CHECK(calls(worker, {"table", "tasks"}) == 3);
  CHECK(graph.size() == 3);
}

TEST_CASE("a bucket's event, a stream's event and a failure stand in the graph", "[job]") {
  std::vector<JournalLine> lines = {call(1, 0, 0, 9, "s3", "PutObject", "/box/key"),
                                    call(2, 1, 1, 2, "lambda", "Invoke", "f"), run(3, 2, 3, 5, "f"),
                                    run(4, 0, 6, 7, "streamed")};
  lines[2].outcome = "Unhandled";
  const Graph graph = graph_of(lines_of(lines));
  CHECK(graph.at({{"bucket", "box"}, {"function", "f"}}).errors == 1);
  CHECK(graph.at({{"event", "event"}, {"function", "streamed"}}).calls == 1);
}

TEST_CASE("spans that overlap lie in rows, and a row is used again", "[job]") {
  const std::vector<JournalLine> lines = {run(1, 0, 0, 10, "f"), run(2, 0, 5, 20, "f"),
                                          run(3, 0, 10, 12, "f"),
                                          call(4, 0, 11, 12, "lambda", "Invoke", "f")};
  const auto lanes = lanes_of(lines_of(lines));
  REQUIRE(lanes.size() == 2);
  CHECK(lanes[0].rows == std::vector<std::size_t>{0, 1, 0});
  CHECK(lanes[0].row_count == 2);
  CHECK(lanes[1].subject == Subject{"service", "lambda"});
}

TEST_CASE("the path is told in few steps that cover it", "[job]") {
  const auto kept = fan_out(40);
  const Lines lines = lines_of(kept);
  const auto path = critical_path(lines);
  const auto steps = steps_of(lines, path);
  REQUIRE(!steps.empty());
  CHECK(steps.size() < 8);
  std::int64_t at = path.front().begin_us;
  for (const Step& step : steps) {
    CHECK(step.begin_us == at);
    at = step.end_us;
  }
  CHECK(at == path.back().end_us);
  CHECK(steps.back().label == "worker");
  CHECK(steps.back().folded == 1);
}

TEST_CASE("the tree tells like things together", "[job]") {
  const auto lines = fan_out(3);
  CHECK(draw_tree(tree_of(lines_of(lines))) ==
        "└ dispatch  0.80 ms\n"
        "  └ worker  × 3, p50 4.10 ms, p99 4.20 ms\n"
        "    └ dynamodb PutItem tasks  × 3, p50 0.01 ms, p99 0.01 ms\n");
}

TEST_CASE("states that follow each other are brothers in the tree", "[job]") {
  std::vector<JournalLine> lines;
  for (std::uint64_t number = 1; number <= 40; ++number)
    lines.push_back(state(number, number - 1, static_cast<std::int64_t>(number) * 10,
                          static_cast<std::int64_t>(number) * 10 + 10, number % 2 ? "Look" : "Wait"));
  const auto tree = tree_of(lines_of(lines));
  REQUIRE(tree.size() == 2);
  CHECK(tree[0].count == 20);
  CHECK(tree[0].branches.empty());
}

TEST_CASE("a picture has a column per fact and a row per line", "[job]") {
  const auto lines = fan_out(2);
  const json::object picture = picture_of(lines_of(lines), Beginning::whole);
  CHECK(find_number(picture, "lines") == 8);
  CHECK(find_number(picture, "wallUs") == 5100);
  for (const auto& column : *find_object(picture, "spans")) CHECK(column.value().as_array().size() == 8);
  std::int64_t sum = 0;
  for (const auto& segment : *find_array(picture, "path")) sum += *find_number(segment.as_object(), "tookUs");
  CHECK(sum == 5100);
  CHECK(picture_of({}, Beginning::whole).empty());
}
