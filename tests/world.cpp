#include "tests/world.h"

namespace orrery {

World::World()
    : directory(loop, clock, *store, journal, entropy.fork("directory")),
      core{loop,
           clock,
           *store,
           journal,
           entropy,
           directory,
           std::filesystem::temp_directory_path(),
           "http://127.0.0.1:4566"} {
  loop.on_commit([this] { store->commit(); });
}

World::~World() = default;

std::shared_ptr<std::optional<Result>> World::begin(std::string_view service, std::string_view operation,
                                                    json::value input) {
  auto slot = std::make_shared<std::optional<Result>>();
  directory.call(service, operation, context, std::move(input.as_object()),
                 Reply([slot](Result result) { *slot = std::move(result); }));
  settle();
  return slot;
}

json::object World::call(std::string_view service, std::string_view operation, json::value input) {
  const auto slot = begin(service, operation, std::move(input));
  // Worker threads may still be computing; they report to the loop.
  while (!*slot && loop.run_one() > 0) {
  }
  REQUIRE(slot->has_value());
  if (auto* error = std::get_if<AwsError>(&**slot)) throw std::move(*error);
  return std::get<json::object>(std::move(**slot));
}

std::string World::refusal(std::string_view service, std::string_view operation, json::value input) {
  try {
    call(service, operation, std::move(input));
  } catch (const AwsError& error) {
    return error.code + ": " + error.message;
  }
  return "";
}

void World::settle() { loop.poll(); }

void World::advance(Duration by) {
  bool done = false;
  clock.advance_to(clock.now() + by, [&done] { done = true; });
  while (!done && loop.run_one() > 0) {
  }
  settle();
}

json::value parse(std::string text) {
  std::replace(text.begin(), text.end(), '\'', '"');
  return json::parse(text);
}

}  // namespace orrery
