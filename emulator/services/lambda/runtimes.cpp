#include "services/lambda/runtimes.h"

#include <algorithm>
#include <span>

namespace orrery::lambda {
namespace {

// In the order in which AWS prints them.
constexpr std::string_view names[] = {
    "nodejs20.x", "python3.14", "provided.al2023", "python3.12", "python3.13", "nodejs24.x", "nodejs22.x",
    "java25",     "python3.10", "python3.11",      "java21",     "ruby3.3",    "ruby3.4",    "ruby3.2",
    "python3.8",  "python3.9",  "java17",          "nodejs16.x", "dotnet10",   "dotnet8",    "java11",
    "dotnet6",    "nodejs18.x", "provided.al2",    "java8.al2",  "ruby4.0"};

// AWS makes no functions for these any more. What the host's own interpreters run is run here all the same:
// old code is one thing that an emulator is for.
constexpr std::string_view old[] = {"python3.6",  "python3.7",  "nodejs8.10",
                                    "nodejs10.x", "nodejs12.x", "nodejs14.x"};
constexpr std::string_view retired[] = {"dotnetcore3.1", "go1.x", "java8", "provided", "ruby2.7"};

bool is_in(std::span<const std::string_view> list, std::string_view runtime) {
  return std::ranges::find(list, runtime) != list.end();
}

}  // namespace

bool is_retired(std::string_view runtime) { return is_in(retired, runtime); }

std::optional<RuntimeKind> runtime_kind(std::string_view runtime) {
  if (!is_in(names, runtime) && !is_in(old, runtime) && !is_in(retired, runtime)) return std::nullopt;
  if (runtime.starts_with("python")) return RuntimeKind::python;
  if (runtime.starts_with("nodejs")) return RuntimeKind::node;
  if (runtime.starts_with("provided")) return RuntimeKind::provided;
  return RuntimeKind::foreign;
}

std::string all_runtimes() {
  std::string text = "[";
  for (const std::string_view name : names) {
    if (text.size() > 1) text += ", ";
    text += name;
  }
  return text + "]";
}

}  // namespace orrery::lambda
