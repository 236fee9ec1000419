#include "job/report.h"

#include <catch2/catch.hpp>

using namespace orrery;
using namespace orrery::job;

namespace {

json::object run_of(const std::string& function, std::int64_t began, std::int64_t took, bool cold,
                    const std::string& outcome = "ok") {
  return {{"kind", "invocation"},
          {"service", "lambda"},
          {"resource", function},
          {"micros", began},
          {"took_us", took},
          {"outcome", outcome},
          {"details", {{"cold", cold}, {"memory_mb", 1024}, {"billed_ms", took / 1000}}}};
}

json::object call_of(const std::string& service, const std::string& operation) {
  return {{"kind", "call"}, {"service", service}, {"operation", operation}, {"outcome", "ok"}};
}

}  // namespace

TEST_CASE("a report tells runs, sandboxes and GB-seconds of each function", "[job]") {
  json::array lines = {
      run_of("worker", 0, 2'000'000, true), run_of("worker", 2'000'000, 1'000'000, false),
      run_of("arn:aws:lambda:us-east-1:000000000000:function:worker:live", 0, 500'000, true, "Unhandled"),
      run_of("other", 0, 1000, true)};
  lines.push_back(json::object{{"kind", "invocation"}, {"resource", "worker"}, {"open", true}});
  const Report report(lines);
  const FunctionReport& worker = report.function("worker");
  CHECK(worker.spans.size() == 3);
  CHECK(worker.failed == 1);
  CHECK(worker.started == 2);
  CHECK(worker.gb_seconds == Approx(3.5));
  CHECK(worker.percentile_us(0.5) == 1'000'000);
  CHECK(worker.percentile_us(0.99) == 2'000'000);
  CHECK(report.invocations() == 4);
  CHECK(report.sandboxes_started() == 3);
  CHECK(report.function("absent").spans.empty());
  CHECK(report.function("absent").percentile_us(0.5) == 0);
}

TEST_CASE("the bill is what the list prices make of the requests", "[job]") {
  json::array lines;
  for (int i = 0; i < 1000; ++i) lines.push_back(call_of("s3", "PutObject"));
  for (int i = 0; i < 1000; ++i) lines.push_back(call_of("s3", "GetObject"));
  for (int i = 0; i < 10; ++i) lines.push_back(call_of("s3", "DeleteObject"));
  for (int i = 0; i < 1000; ++i) lines.push_back(json::object{{"kind", "transition"}});
  const Report report(lines);
  CHECK(report.requests().at("s3") == 2010);
  CHECK(report.bill().s3 == Approx(0.0054));
  CHECK(report.bill().states == Approx(0.025));
  CHECK(report.bill().lambda == Approx(0));
}

TEST_CASE("a service that the bill leaves out is named", "[job]") {
  const Report report(json::array{call_of("sns", "Publish"), call_of("events", "PutEvents"),
                                  call_of("kinesis", "PutRecord"), call_of("sts", "GetCallerIdentity")});
  CHECK(report.bill().total() == Approx(0.0000015));
  CHECK(report.bill().unpriced == std::vector<std::string>{"kinesis"});
  CHECK(report.to_json().at("bill").at("unpriced") == json::array{"kinesis"});
}

TEST_CASE("durations are told in the unit that suits them", "[job]") {
  CHECK(milliseconds(1234) == "1.23 ms");
  CHECK(milliseconds(123'456) == "123 ms");
  CHECK(milliseconds(1'234'567) == "1.23 s");
}

TEST_CASE("spans that touch do not overlap", "[job]") {
  CHECK(most_at_once({}) == 0);
  CHECK(most_at_once({{0, 10}, {10, 20}}) == 1);
  CHECK(most_at_once({{0, 10}, {5, 20}, {9, 11}}) == 3);
}
