#include <map>

#include "core/digest.h"
#include "services/secretsmanager/filters.h"
#include "services/secretsmanager/operations/operations.h"

namespace orrery::secretsmanager {
namespace {

// Where a secret stands in the list.
std::string place(const json::object& secret, std::string_view by) {
  const std::string name = text_of(secret, "Name");
  if (by == "name") return name;
  const char* member = by == "created-date"        ? "CreatedDate"
                       : by == "last-changed-date" ? "LastChangedDate"
                                                   : "LastAccessedDate";
  const json::value* when = find(secret, member);
  const std::string milliseconds =
      std::to_string(when ? static_cast<long long>(when->to_number<double>() * 1000) : 0);
  constexpr std::size_t digits = 15;
  return std::string(digits - std::min(digits, milliseconds.size()), '0') + milliseconds + name;
}

}  // namespace

json::object list_secrets(SecretsManager& manager, const Input& input) {
  static const json::array nothing;
  const json::array* filters = input.maybe_list("Filters");
  if (!filters) filters = &nothing;
  check_filters(*filters);
  const bool down = input.choice("SortOrder", {"asc", "desc"}, "asc") == "desc";
  const std::string_view by = input.choice(
      "SortBy", {"created-date", "last-accessed-date", "last-changed-date", "name"}, "created-date");
  const auto most = static_cast<std::size_t>(input.maybe_number("MaxResults", 1, 100).value_or(100));
  std::map<std::string, json::object> found;
  manager.secrets.each(input.context, [&](json::object secret) {
    if (is_marked(secret) && !input.flag("IncludePlannedDeletion")) return;
    if (fits_filters(*filters, secret)) found.emplace(place(secret, by), std::move(secret));
  });
  const auto token = input.maybe_text("NextToken");
  const auto after = token ? from_base64(*token) : std::nullopt;
  if (token && !after) throw AwsError("InvalidNextTokenException", "The NextToken value is invalid.");
  json::object answer;
  json::array list;
  const auto take = [&](auto at, const auto end) {
    std::string last;
    for (; at != end; ++at) {
      if (after && (down ? at->first >= *after : at->first <= *after)) continue;
      if (list.size() == most) {
        answer["NextToken"] = to_base64(last);
        break;
      }
      list.push_back(described(at->second, "SecretVersionsToStages"));
      last = at->first;
    }
  };
  if (down)
    take(found.rbegin(), found.rend());
  else
    take(found.begin(), found.end());
  answer["SecretList"] = std::move(list);
  return answer;
}

}  // namespace orrery::secretsmanager
