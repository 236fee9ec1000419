#pragma once
// A world with Lambda in it, and functions that are real processes.
#include <filesystem>
#include <string>

#include "services/lambda/lambda.h"
#include "tests/services/lambda/zip_builder.h"
#include "tests/world.h"

namespace orrery {

// A small runtime in Python: does what the event says, over the real Runtime API.
extern const char* const scripted_bootstrap;

struct LambdaWorld : World {
  LambdaWorld() : LambdaWorld(LambdaOptions{}) {}
  explicit LambdaWorld(LambdaOptions options);
  ~LambdaWorld();

  // A function with the scripted runtime; `more` overrides members of CreateFunction.
  json::object create(std::string_view name, json::object more = {});
  json::object create_python(std::string_view name, std::string_view source, json::object more = {});
  json::object invoke(std::string_view name, std::string_view payload = "{}", json::object more = {});
  std::string payload_of(std::string_view name, std::string_view payload = "{}");
  // Runs the loop until `condition` holds; fails the test after 20 s of real time.
  void until(std::function<bool()> condition);

  std::filesystem::path files;
  std::unique_ptr<Lambda> lambda;
};

inline std::string text(const json::object& object, std::string_view name) {
  return std::string(find_text(object, name).value_or(""));
}

}  // namespace orrery
