#include "services/events/answers.h"

#include "core/arn.h"
#include "core/digest.h"
#include "core/number.h"
#include "services/events/pattern.h"

namespace orrery::events {

json::object shown(const Bus& bus) {
  json::object answer{{"Name", bus.name}, {"Arn", bus.arn}};
  if (!bus.description.empty()) answer["Description"] = bus.description;
  if (!bus.policy.empty()) answer["Policy"] = bus.policy;
  if (bus.created != Instant{}) {
    answer["CreationTime"] = epoch_double(bus.created);
    answer["LastModifiedTime"] = epoch_double(bus.created);
  }
  return answer;
}

json::object shown(const Rule& rule) {
  json::object answer{{"Name", rule.name}, {"Arn", rule.arn()}};
  if (!rule.pattern.empty()) answer["EventPattern"] = rule.pattern;
  if (!rule.schedule.empty()) answer["ScheduleExpression"] = rule.schedule;
  answer["State"] = rule.enabled ? "ENABLED" : "DISABLED";
  if (!rule.description.empty()) answer["Description"] = rule.description;
  if (!rule.role.empty()) answer["RoleArn"] = rule.role;
  answer["EventBusName"] = rule.bus;
  return answer;
}

json::array statements_without(const Bus& bus, std::string_view id) {
  json::array kept;
  const auto policy = parse_json(bus.policy);
  const json::value* statements = policy ? find(members_of(*policy), "Statement") : nullptr;
  if (!statements) return kept;
  const json::array one{*statements};
  for (const json::value& statement : statements->is_array() ? statements->get_array() : one)
    if (find_text(members_of(statement), "Sid") != id) kept.push_back(statement);
  return kept;
}

const json::object& members_of(const json::value& value) {
  static const json::object none;
  return value.is_object() ? value.get_object() : none;
}

void check_name(std::string_view name, const std::string& member, std::size_t most, std::string_view more) {
  const std::string letters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_" + std::string(more);
  std::vector<std::string> faults;
  const auto fault = [&](const std::string& words) {
    faults.push_back("Value '" + std::string(name) + "' at '" + member +
                     "' failed to satisfy constraint: Member must " + words);
  };
  if (name.size() > most) fault("have length less than or equal to " + std::to_string(most));
  if (name.empty()) fault("have length greater than or equal to 1");
  if (name.find_first_not_of(letters) != name.npos)
    fault("satisfy regular expression pattern: [" + std::string(more) + R"(\.\-_A-Za-z0-9]+)");
  if (faults.empty()) return;
  std::string all = std::to_string(faults.size()) + " validation error" + (faults.size() > 1 ? "s" : "") +
                    " detected: " + faults.front();
  if (faults.size() > 1) all += "; " + faults.back();
  throw AwsError("ValidationException", all);
}

json::object page(const Input& input, std::string_view member, json::array all) {
  const auto limit = static_cast<std::size_t>(input.maybe_number("Limit", 1, 100).value_or(100));
  std::size_t from = 0;
  if (const auto token = input.maybe_text("NextToken")) {
    const auto number = read_number<std::size_t>(from_base64(*token).value_or(""));
    if (!number || *number > all.size()) throw AwsError("ValidationException", "The token is not valid.");
    from = *number;
  }
  const std::size_t to = std::min(all.size(), from + limit);
  json::object answer{{boost_view(member), json::array(all.begin() + from, all.begin() + to)}};
  if (to < all.size()) answer["NextToken"] = to_base64(std::to_string(to));
  return answer;
}

void change_archive(json::object& archive, const Input& input) {
  if (const auto pattern = input.maybe_text("EventPattern")) {
    read_pattern(*pattern);
    archive["EventPattern"] = *pattern;
  }
  if (const auto description = input.maybe_text("Description")) archive["Description"] = *description;
  if (const auto days = input.maybe_number("RetentionDays", 0, 1'000'000)) archive["RetentionDays"] = *days;
}

json::object archive_changed(const json::object& archive) {
  return {{"ArchiveArn", archive.at("ArchiveArn")},
          {"State", archive.at("State")},
          {"CreationTime", archive.at("CreationTime")}};
}

void check_one_filter(const Input& input, const std::string& operation) {
  const int given = input.has("State") + input.has("EventSourceArn") + input.has("NamePrefix");
  if (given <= 1) return;
  throw AwsError("ValidationException", "At most one filter is allowed for " + operation +
                                            ". Use either : State, EventSourceArn, or NamePrefix.");
}

bool passes_filter(const Input& input, const json::object& item, std::string_view name_member) {
  const auto state = input.maybe_text("State"), source = input.maybe_text("EventSourceArn");
  return text_of(item, name_member).starts_with(input.maybe_text("NamePrefix").value_or("")) &&
         (!state || find_text(item, "State") == state) &&
         (!source || find_text(item, "EventSourceArn") == source);
}

void with_tags(Registry& registry, const Input& input, const std::function<void(json::object&)>& change) {
  const auto arn = parse_arn(input.text("ResourceARN"));
  const std::string resource = arn ? arn->resource : "";
  const auto slash = resource.find('/');
  const std::string path = slash == std::string::npos ? "" : resource.substr(slash + 1);
  if (resource.starts_with("event-bus/")) {
    Bus bus = registry.bus(input.context, path);
    change(bus.tags);
    return registry.put(input.context, bus);
  }
  if (!resource.starts_with("rule/")) {
    throw AwsError("ValidationException",
                   "Parameter ResourceARN is not valid. Reason: Provided Arn is not in "
                   "correct format.");
  }
  const auto deeper = path.rfind('/');
  Rule rule = deeper == std::string::npos
                  ? registry.rule(input.context, default_bus, path)
                  : registry.rule(input.context, path.substr(0, deeper), path.substr(deeper + 1));
  change(rule.tags);
  registry.put(rule);
}

}  // namespace orrery::events
