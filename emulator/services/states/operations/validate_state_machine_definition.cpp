#include "services/states/requests/common.h"

namespace orrery::states {

json::object validate_state_machine_definition(States&, const Input& input) {
  const auto type = input.choice("type", {"STANDARD", "EXPRESS"}, "STANDARD");
  const auto severity = input.choice("severity", {"ERROR", "WARNING"}, "ERROR");
  auto most = static_cast<std::size_t>(input.maybe_number("maxResults", 0, 100).value_or(100));
  if (most == 0) most = 100;
  std::vector<Diagnostic> diagnostics;
  const bool valid = read_definition(input.text("definition"),
                                     type == "EXPRESS" ? MachineType::express : MachineType::standard,
                                     diagnostics) != nullptr;
  json::array told;
  bool truncated = false;
  for (const Diagnostic& one : diagnostics) {
    if (one.warning && severity == "ERROR") continue;
    if (told.size() == most) {
      truncated = true;
      break;
    }
    json::object row{
        {"severity", one.warning ? "WARNING" : "ERROR"}, {"code", one.code}, {"message", one.message}};
    if (!one.location.empty()) row["location"] = one.location;
    told.push_back(std::move(row));
  }
  return {{"result", valid ? "OK" : "FAIL"}, {"diagnostics", std::move(told)}, {"truncated", truncated}};
}

}  // namespace orrery::states
