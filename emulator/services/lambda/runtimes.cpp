#include "services/lambda/runtimes.h"

#include <algorithm>
#include <iterator>

namespace orrery::lambda {
namespace {

// In the order in which AWS prints them.
constexpr std::string_view names[] = {
    "nodejs20.x", "python3.14", "provided.al2023", "python3.12", "python3.13", "nodejs24.x", "nodejs22.x",
    "java25",     "python3.10", "python3.11",      "java21",     "ruby3.3",    "ruby3.4",    "ruby3.2",
    "python3.8",  "python3.9",  "java17",          "nodejs16.x", "dotnet10",   "dotnet8",    "java11",
    "dotnet6",    "nodejs18.x", "provided.al2",    "java8.al2",  "ruby4.0"};

// Those whose functions AWS neither makes nor updates any more.
constexpr std::string_view retired[] = {"dotnetcore3.1", "go1.x",    "java8",     "nodejs12.x",
                                        "nodejs14.x",    "provided", "python3.7", "ruby2.7"};

}  // namespace

bool is_retired(std::string_view runtime) {
  return std::find(std::begin(retired), std::end(retired), runtime) != std::end(retired);
}

std::optional<RuntimeKind> runtime_kind(std::string_view runtime) {
  const bool listed = std::find(std::begin(names), std::end(names), runtime) != std::end(names);
  if (!listed && !is_retired(runtime)) return std::nullopt;
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
