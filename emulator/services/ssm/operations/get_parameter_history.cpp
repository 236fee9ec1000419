#include "services/ssm/operations/operations.h"

namespace orrery::ssm {
namespace {

json::array labels_of(const json::object& parameter, std::int64_t version) {
  json::array labels;
  if (const json::object* all = find_object(parameter, "labels"))
    for (const auto& [label, number] : *all)
      if (number == version) labels.push_back(json::string(label));
  return labels;
}

}  // namespace

json::object get_parameter_history(Ssm& ssm, const Input& input) {
  const std::string_view name = input.text("Name");
  const json::object newest = existing(ssm.parameters, input.context, name);
  const std::int64_t last = find_number(newest, "Version").value_or(1);
  const auto most = static_cast<std::size_t>(input.maybe_number("MaxResults", 1, 50).value_or(50));
  std::int64_t number = version_in(input.maybe_text("NextToken").value_or("1")).value_or(0);
  if (number < 1 || number > last) throw AwsError("InvalidNextToken", "The specified token isn't valid.");
  json::array history;
  for (; number <= last && history.size() < most; ++number) {
    const auto version = ssm.parameters.version(input.context, name, number);
    if (!version) continue;
    json::object one = described(*version);
    one["Value"] = version->at("Value");
    seal(input, one);
    one["Labels"] = labels_of(newest, number);
    history.push_back(std::move(one));
  }
  json::object answer{{"Parameters", std::move(history)}};
  if (number <= last) answer["NextToken"] = std::to_string(number);
  return answer;
}

}  // namespace orrery::ssm
