#include "cli/deploy_rules.h"

#include <stdexcept>

#include "cli/deploy_events.h"

namespace orrery::cli {
namespace {

json::object attribute(const std::string& id, const char* name) {
  return {{"Fn::GetAtt", json::array{json::string(id), json::string(name)}}};
}

void permit(json::object& resources, const std::string& id, const std::string& by, const char* principal,
            json::value source) {
  resources[id + "LambdaPermission" + by] = {{"Type", "AWS::Lambda::Permission"},
                                             {"Properties",
                                              {{"FunctionName", attribute(id + "LambdaFunction", "Arn")},
                                               {"Action", "lambda:InvokeFunction"},
                                               {"Principal", principal},
                                               {"SourceArn", std::move(source)}}}};
}

// `said` without what only the target reads; that goes to the target.
json::object take_target(const std::string& id, json::object& said) {
  json::object target{{"Id", id}, {"Arn", attribute(id + "LambdaFunction", "Arn")}};
  if (const json::value* input = find(said, "input"))
    target["Input"] = input->is_string() ? std::string(input->get_string()) : json::serialize(*input);
  if (const json::value* path = find(said, "inputPath")) target["InputPath"] = *path;
  if (const json::object* transformer = find_object(said, "inputTransformer")) {
    json::object& shown = target["InputTransformer"].emplace_object();
    if (const json::value* paths = find(*transformer, "inputPathsMap")) shown["InputPathsMap"] = *paths;
    if (const json::value* text = find(*transformer, "inputTemplate")) shown["InputTemplate"] = *text;
  }
  for (const char* name : {"input", "inputPath", "inputTransformer"}) said.erase(name);
  return target;
}

void add_rule(json::object& resources, const std::string& id, const std::string& rule, json::object target,
              json::object properties) {
  properties["Targets"] = json::array{std::move(target)};
  resources[rule] = {{"Type", "AWS::Events::Rule"}, {"Properties", std::move(properties)}};
  permit(resources, id, rule, "events.amazonaws.com", attribute(rule, "Arn"));
}

json::object object_or(const json::value& said, const char* short_form) {
  return said.is_object() ? said.get_object() : json::object{{short_form, said}};
}

void refuse_rest(const json::object& said, const std::string& where) {
  if (!said.empty())
    throw std::runtime_error(where + '.' + std::string(said.begin()->key()) + " is not supported");
}

// Takes a member out of `said` into a property of another name.
void move_member(json::object& said, const char* from, json::object& properties, const char* to) {
  if (const json::value* value = find(said, from)) properties[to] = *value;
  said.erase(from);
}

json::object rule_properties(json::object& said) {
  json::object properties;
  move_member(said, "name", properties, "Name");
  move_member(said, "description", properties, "Description");
  const json::value* enabled = find(said, "enabled");
  properties["State"] = enabled && *enabled == false ? "DISABLED" : "ENABLED";
  said.erase("enabled");
  return properties;
}

}  // namespace

void add_schedule(json::object& resources, const std::string& id, std::size_t number,
                  const json::value& said) {
  json::object rest = object_or(said, "rate");
  const json::value* rate = find(rest, "rate");
  if (!rate) throw std::runtime_error("a schedule has no rate");
  const json::array rates = rate->is_array() ? rate->get_array() : json::array{*rate};
  rest.erase("rate");
  if (const auto method = find_text(rest, "method"); method && *method != "eventBus")
    throw std::runtime_error("schedule.method " + std::string(*method) + " is not supported; eventBus is");
  rest.erase("method");
  const json::object target = take_target(id, rest);
  const json::object properties = rule_properties(rest);
  refuse_rest(rest, "schedule");
  std::size_t turn = 0;
  for (const json::value& one : rates) {
    std::string rule = id + "EventsRuleSchedule" + std::to_string(number);
    if (rates.size() > 1) rule += "Rate" + std::to_string(++turn);
    json::object own = properties;
    own["ScheduleExpression"] = one;
    add_rule(resources, id, rule, target, std::move(own));
  }
}

void add_event_bridge(json::object& resources, const std::string& id, std::size_t number,
                      const json::value& said) {
  if (!said.is_object()) throw std::runtime_error("an eventBridge event needs a pattern or a schedule");
  json::object rest = said.get_object();
  const json::object target = take_target(id, rest);
  json::object properties = rule_properties(rest);
  move_member(rest, "pattern", properties, "EventPattern");
  move_member(rest, "schedule", properties, "ScheduleExpression");
  if (const json::value* bus = find(rest, "eventBus")) {
    properties["EventBusName"] = *bus;
    const auto name = find_text(rest, "eventBus").value_or("default");
    if (name != "default" && !name.starts_with("arn:")) {  // a bus of the service's own
      const std::string made = "EventBus" + logical_id(std::string(name));
      resources[made] = {{"Type", "AWS::Events::EventBus"}, {"Properties", {{"Name", *bus}}}};
      properties["EventBusName"] = json::object{{"Ref", boost_view(made)}};
    }
    rest.erase("eventBus");
  }
  refuse_rest(rest, "eventBridge");
  add_rule(resources, id, id + "EventsRule" + std::to_string(number), target, std::move(properties));
}

void add_topic(json::object& resources, const std::string& id, std::size_t number, const json::value& said) {
  json::object rest = object_or(said, "topicName");
  if (const auto name = find_text(rest, "topicName"); name && name->starts_with("arn:"))
    rest = {{"arn", boost_view(*name)}};
  json::object properties{{"Protocol", "lambda"}, {"Endpoint", attribute(id + "LambdaFunction", "Arn")}};
  if (const json::value* arn = find(rest, "arn")) {
    properties["TopicArn"] = *arn;
  } else if (const auto name = find_text(rest, "topicName")) {
    const std::string topic = "SNSTopic" + logical_id(std::string(*name));
    json::object settings{{"TopicName", boost_view(*name)}};
    if (const json::value* shown = find(rest, "displayName")) settings["DisplayName"] = *shown;
    resources[topic] = {{"Type", "AWS::SNS::Topic"}, {"Properties", std::move(settings)}};
    properties["TopicArn"] = json::object{{"Ref", boost_view(topic)}};
  } else {
    throw std::runtime_error("an sns event names no topic");
  }
  for (const char* name : {"arn", "topicName", "displayName"}) rest.erase(name);
  move_member(rest, "filterPolicy", properties, "FilterPolicy");
  move_member(rest, "filterPolicyScope", properties, "FilterPolicyScope");
  refuse_rest(rest, "sns");
  permit(resources, id, "Topic" + std::to_string(number), "sns.amazonaws.com", properties.at("TopicArn"));
  resources[id + "Subscription" + std::to_string(number)] = {{"Type", "AWS::SNS::Subscription"},
                                                             {"Properties", std::move(properties)}};
}

}  // namespace orrery::cli
