#pragma once
// A small cloud for one test: store in memory, time that stands still until it is turned, a fixed seed.
//
//   struct SqsWorld : World { Sqs sqs{core}; SqsWorld() { directory.add(sqs); } };
//   TEST_CASE_METHOD(SqsWorld, "a received message hides until its visibility timeout ends", "[sqs]") { ... }
#include <catch2/catch.hpp>
#include <optional>
#include <string>

#include "core/core.h"
#include "core/directory.h"
#include "core/virtual_clock.h"

namespace orrery {

class World {
 public:
  World();
  ~World();

  // Calls an operation as a client does and runs the loop until it is answered. Throws the AwsError it
  // refuses with; fails the test where nothing more happens and no answer came.
  json::object call(std::string_view service, std::string_view operation, json::value input = json::object{});
  // As call, for operations that wait: the answer arrives in the returned slot once something completes it.
  std::shared_ptr<std::optional<Result>> begin(std::string_view service, std::string_view operation,
                                               json::value input = json::object{});
  // The code of the error the call is refused with, as "Code: message"; "" where it succeeds.
  std::string refusal(std::string_view service, std::string_view operation,
                      json::value input = json::object{});
  // Runs whatever is ready.
  void settle();
  // Turns the clock: alarms ring in order, and the world settles after each.
  void advance(Duration by);

  Loop loop;
  VirtualClock clock{loop};
  std::unique_ptr<Store> store = Store::in_memory();
  Journal journal{clock};
  Entropy entropy{42};
  Directory directory;
  Core core;
  Context context;
};

// Text of a JSON literal: parse("{'a': 1}") with single quotes for readability.
json::value parse(std::string text);

}  // namespace orrery
