#include "job/index.h"

#include <catch2/catch.hpp>

#include "tests/world.h"

using namespace orrery;
using namespace orrery::job;

namespace {

struct IndexWorld : World {
  std::uint64_t begin(std::string_view trace, std::string kind = "call") {
    return journal.begin(
        {.kind = std::move(kind), .service = "lambda", .operation = "Invoke", .resource = "f"}, trace);
  }
  std::vector<const Summary*> jobs(std::uint64_t after = 0) {
    index.update(journal);
    return index.changed(after, 100, false);
  }
  Index index;
};

}  // namespace

TEST_CASE_METHOD(IndexWorld, "a trace with an invocation is a job; a single call is not", "[job]") {
  journal.end(begin(""), "ok");
  CHECK(jobs().empty());
  CHECK(index.lonely_calls() == 1);
  const auto call = begin("Root=1-a-b");
  const auto run = begin(journal.trace_for(call, ""), "invocation");
  REQUIRE(jobs().size() == 1);
  CHECK(jobs()[0]->trace == "1-a-b");
  CHECK(jobs()[0]->began_with == "lambda Invoke f");
  CHECK(jobs()[0]->open == 2);
  advance(2s);
  journal.end(run, "Unhandled");
  journal.end(call, "ok");
  CHECK(jobs()[0]->open == 0);
  CHECK(jobs()[0]->failed == 1);
  CHECK(jobs()[0]->refused == 0);
  CHECK(jobs()[0]->end_us - jobs()[0]->begin_us == 2'000'000);
}

TEST_CASE_METHOD(IndexWorld, "only what changed since a revision is told", "[job]") {
  const auto one = begin("Root=1-a-b", "invocation");
  begin("Root=1-c-d", "invocation");
  CHECK(jobs().size() == 2);
  const auto revision = index.revision();
  CHECK(jobs(revision).empty());
  CHECK(index.revision() == revision);
  journal.end(one, "ok");
  REQUIRE(jobs(revision).size() == 1);
  CHECK(jobs(revision)[0]->trace == "1-a-b");
}

TEST_CASE_METHOD(IndexWorld, "a trace is named by its id, or the beginning or end of it", "[job]") {
  begin("Root=1-a-bcd");
  begin("Root=1-a-bce");
  index.update(journal);
  CHECK(index.named("1-a-bcd").size() == 1);
  CHECK(index.named("bce").size() == 1);
  CHECK(index.named("1-a").size() == 2);
  CHECK(index.named("x").empty());
  CHECK(index.named("").empty());
}

TEST_CASE_METHOD(World, "what the journal drops is gone, and said to be", "[job]") {
  Journal small(clock, 3);
  Index index;
  const auto root = small.begin({.kind = "call"}, "");
  const std::string trace = small.trace_for(root, "");
  for (int line = 0; line < 2; ++line) small.end(small.begin({.kind = "invocation"}, trace), "ok");
  index.update(small);
  const auto found = index.changed(0, 1, false);
  REQUIRE(found.size() == 1);
  CHECK(Index::beginning(small, *found[0]) == Beginning::whole);
  small.begin({.kind = "call"}, trace);
  index.update(small);
  CHECK(Index::beginning(small, *found[0]) == Beginning::gone);
  CHECK(Index::lines(small, *found[0]).size() == 3);
  CHECK(found[0]->open == 1);  // the one that was open has left
}
