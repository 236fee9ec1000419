#include "services/lambda/runtimes.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace orrery::lambda {
namespace {

constexpr std::string_view names[] = {
    "nodejs20.x",   "provided.al2023", "python3.12", "python3.13", "nodejs22.x", "java17",       "nodejs16.x",
    "dotnet8",      "python3.10",      "java11",     "python3.11", "dotnet6",    "java21",       "nodejs18.x",
    "provided.al2", "ruby3.3",         "ruby3.4",    "java8.al2",  "ruby3.2",    "python3.8",    "python3.9",
    "python3.7",    "nodejs12.x",      "nodejs14.x", "nodejs24.x", "python3.14", "java25",       "dotnet10",
    "ruby4.0",      "provided",        "go1.x",      "java8",      "ruby2.7",    "dotnetcore3.1"};

// Those whose functions AWS neither makes nor updates any more, and what it recommends.
constexpr std::pair<std::string_view, std::string_view> retired[] = {
    {"dotnetcore3.1", "dotnet10"}, {"go1.x", "provided.al2023"}, {"java8", "java25"},
    {"nodejs12.x", "nodejs24.x"},  {"nodejs14.x", "nodejs24.x"}, {"provided", "provided.al2023"},
    {"python3.7", "python3.14"},   {"ruby2.7", "ruby3.4"}};

}  // namespace

std::string_view successor_of(std::string_view runtime) {
  for (const auto& [name, successor] : retired)
    if (name == runtime) return successor;
  return {};
}

std::optional<RuntimeKind> runtime_kind(std::string_view runtime) {
  if (std::find(std::begin(names), std::end(names), runtime) == std::end(names)) return std::nullopt;
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
