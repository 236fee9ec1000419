#include <algorithm>

#include "services/lambda/complaints.h"
#include "services/lambda/layers.h"
#include "services/lambda/runtimes.h"

namespace orrery::lambda {
namespace {

// Older than any runtime a function may have; layers may still name them.
constexpr std::string_view layer_runtimes =
    "[ruby3.5, ruby2.6, dotnetcore1.0, python3.7, nodejs8.10, nasa, ruby2.7, python2.7-greengrass, "
    "dotnetcore2.0, python3.8, java21, dotnet6, dotnetcore2.1, python3.9, java11, nodejs6.10, provided, "
    "dotnetcore3.1, dotnet8, java25, java17, nodejs, nodejs4.3, java8.al2, go1.x, dotnet10, nodejs20.x, "
    "go1.9, byol, nodejs10.x, provided.al2023, nodejs22.x, python3.10, java8, nodejs12.x, python3.11, "
    "nodejs24.x, nodejs8.x, python3.12, nodejs14.x, nodejs8.9, nodejs26.x, python3.13, python3.14, "
    "nodejs16.x, python3.15, provided.al2, nodejs4.3-edge, nodejs18.x, ruby3.2, python3.4, ruby3.3, "
    "ruby3.4, ruby2.5, python3.6, python2.7]";

bool is_runtime(std::string_view name) {
  for (std::string_view rest = layer_runtimes.substr(1); !rest.empty();) {
    const auto end = rest.find_first_of(",]");
    if (rest.substr(0, end) == name) return true;
    rest.remove_prefix(std::min(rest.size(), end + 2));
  }
  return false;
}

bool is_architecture(std::string_view name) { return name == "x86_64" || name == "arm64"; }

bool all_of(const json::array& items, bool (*test)(std::string_view)) {
  return std::all_of(items.begin(), items.end(), [test](const json::value& item) {
    return item.is_string() && test(view(item.get_string()));
  });
}

bool has(const json::object& shown, const char* list, std::string_view wanted) {
  const json::array* items = find_array(shown, list);
  return items && std::find(items->begin(), items->end(), boost_view(wanted)) != items->end();
}

}  // namespace

void check_compatibility(const Input& input) {
  Complaints complaints;
  const auto check = [&](std::string_view value, bool fits, std::string_view path, std::string_view words) {
    if (!fits)
      complaints.add("'" + std::string(value) + "'", path, "Member must satisfy " + std::string(words));
  };
  const std::string runtimes = "enum value set: " + std::string(layer_runtimes);
  const std::string architectures = "enum value set: [x86_64, arm64]";
  const auto of_each = [](const std::string& words) {
    return "constraint: [Member must satisfy " + words + ", Member must not be null]";
  };
  if (const json::array* list = input.maybe_list("CompatibleRuntimes"))
    check(listed(*list), all_of(*list, is_runtime), "compatibleRuntimes", of_each(runtimes));
  if (const json::array* list = input.maybe_list("CompatibleArchitectures"))
    check(listed(*list), all_of(*list, is_architecture), "compatibleArchitectures", of_each(architectures));
  if (const auto runtime = input.maybe_text("CompatibleRuntime"))
    check(*runtime, is_runtime(*runtime), "compatibleRuntime", runtimes);
  if (const auto kind = input.maybe_text("CompatibleArchitecture"))
    check(*kind, is_architecture(*kind), "compatibleArchitecture", architectures);
  complaints.refuse();
}

bool is_compatible(const LayerVersion& version, const Input& input) {
  const auto runtime = input.maybe_text("CompatibleRuntime");
  const auto kind = input.maybe_text("CompatibleArchitecture");
  return (!runtime || has(version.shown, "CompatibleRuntimes", *runtime)) &&
         (!kind || has(version.shown, "CompatibleArchitectures", *kind));
}

}  // namespace orrery::lambda
