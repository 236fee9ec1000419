#include "services/cloudformation/template/parameters.h"

#include <regex>

#include "core/number.h"
#include "services/cloudformation/template/errors.h"
#include "services/cloudformation/template/evaluate.h"

namespace orrery::cloudformation {
namespace {

bool is_true(const json::object& object, std::string_view name) {
  const json::value* value = find(object, name);
  return value && scalar_text(*value) == "true";
}

json::array split_list(const std::string& text) {
  json::array items;
  std::size_t from = 0;
  while (!text.empty()) {
    const auto comma = text.find(',', from);
    std::string item = text.substr(from, comma - from);
    const auto first = item.find_first_not_of(' '), last = item.find_last_not_of(' ');
    items.push_back(json::string(first == std::string::npos ? "" : item.substr(first, last - first + 1)));
    if (comma == std::string::npos) break;
    from = comma + 1;
  }
  return items;
}

AwsError unfit(const std::string& name, const json::object& declaration, const std::string& why) {
  if (const auto words = find_text(declaration, "ConstraintDescription"))
    return invalid("Parameter " + name + " failed to satisfy constraint: " + std::string(*words));
  return invalid("Parameter '" + name + "' " + why);
}

std::optional<double> bound(const json::object& declaration, std::string_view name) {
  const json::value* value = find(declaration, name);
  return value ? read_number<double>(scalar_text(*value)) : std::nullopt;
}

std::string bound_text(const json::object& declaration, std::string_view name) {
  return scalar_text(*find(declaration, name));
}

void check_one(const std::string& name, const json::object& declaration, const std::string& type,
               const std::string& value) {
  if (const auto* allowed = find_array(declaration, "AllowedValues")) {
    std::string words;
    bool among = false;
    for (const json::value& item : *allowed) {
      words += (words.empty() ? "" : ", ") + scalar_text(item);
      among = among || scalar_text(item) == value;
    }
    if (!among) throw unfit(name, declaration, "must be one of AllowedValues");
  }
  if (const auto pattern = find_text(declaration, "AllowedPattern")) {
    try {
      if (!std::regex_match(value, std::regex(std::string(*pattern), std::regex::ECMAScript)))
        throw unfit(name, declaration, "must match pattern " + std::string(*pattern));
    } catch (const std::regex_error&) {
      throw invalid("Template format error: the AllowedPattern of parameter " + name + " cannot be read");
    }
  }
  if (type == "Number" || type == "List<Number>") {
    const auto number = read_number<double>(value);
    if (!number) throw unfit(name, declaration, "must be a number.");
    if (const auto least = bound(declaration, "MinValue"); least && *number < *least)
      throw unfit(name, declaration, "must be a number not less than " + bound_text(declaration, "MinValue"));
    if (const auto most = bound(declaration, "MaxValue"); most && *number > *most)
      throw unfit(name, declaration,
                  "must be a number not greater than " + bound_text(declaration, "MaxValue"));
  } else {
    if (const auto least = bound(declaration, "MinLength"); least && double(value.size()) < *least)
      throw unfit(name, declaration,
                  "must contain at least " + bound_text(declaration, "MinLength") + " characters");
    if (const auto most = bound(declaration, "MaxLength"); most && double(value.size()) > *most)
      throw unfit(name, declaration,
                  "must contain at most " + bound_text(declaration, "MaxLength") + " characters");
  }
}

bool is_list(std::string_view type) {
  return type == "CommaDelimitedList" || type.starts_with("List<") ||
         type.starts_with("AWS::SSM::Parameter::Value<List<") ||
         type == "AWS::SSM::Parameter::Value<CommaDelimitedList>";
}

bool is_ssm(std::string_view type) { return type.starts_with("AWS::SSM::Parameter::Value<"); }

bool is_known(std::string_view type) {
  return type == "String" || type == "Number" || type == "CommaDelimitedList" || type.starts_with("List<") ||
         type.starts_with("AWS::");
}

std::string default_text(const json::value& value) {
  if (const auto* list = value.if_array()) {
    std::string text;
    for (const json::value& item : *list) text += (text.empty() ? "" : ",") + scalar_text(item);
    return text;
  }
  return scalar_text(value);
}

struct Given {
  std::optional<std::string> value;
  bool previous = false;
};

std::map<std::string, Given> read_given(const json::array& list) {
  std::map<std::string, Given> given;
  for (const json::value& item : list) {
    const auto* object = item.if_object();
    const auto name = object ? find_text(*object, "ParameterKey") : std::nullopt;
    if (!name) throw invalid("Parameters must have a ParameterKey");
    Given& one = given[std::string(*name)];
    if (const auto value = find_text(*object, "ParameterValue")) one.value = *value;
    one.previous = is_true(*object, "UsePreviousValue");
    if (!one.previous) continue;
    if (one.value && !one.value->empty())
      throw invalid("Invalid input for parameter key " + std::string(*name) +
                    ". Cannot specify usePreviousValue as true and non empty value for a parameter");
    one.value.reset();
  }
  return given;
}

}  // namespace

Parameters resolve_parameters(const Template& document, const json::array& list, const Parameters& previous,
                              const std::function<std::string(const std::string&)>& ssm) {
  const auto given = read_given(list);
  std::vector<std::string> unknown, missing;
  for (const auto& [name, value] : given)
    if (!document.parameters().contains(name)) unknown.push_back(name);
  if (!unknown.empty())
    throw invalid("Parameters: " + in_brackets(unknown) + " do not exist in the template");

  Parameters parameters;
  for (const auto& [key, value] : document.parameters()) {
    const std::string name(key);
    const auto* declaration = value.if_object();
    const std::string type(declaration ? find_text(*declaration, "Type").value_or("") : "");
    if (!is_known(type))
      throw invalid("Template format error: Unrecognized parameter type: " + (type.empty() ? "null" : type));
    Parameter parameter{
        .value = {}, .resolved = {}, .list = is_list(type), .secret = is_true(*declaration, "NoEcho")};
    const auto one = given.find(name);
    const auto before = previous.find(name);
    if (one != given.end() && one->second.value) {
      parameter.value = *one->second.value;
    } else if (one != given.end() && one->second.previous && before != previous.end()) {
      parameter.value = before->second.value;
    } else if (const json::value* otherwise = find(*declaration, "Default")) {
      parameter.value = default_text(*otherwise);
    } else {
      missing.push_back(name);
      continue;
    }
    if (is_ssm(type)) {
      parameter.resolved = ssm(parameter.value);
    } else if (parameter.list && type != "CommaDelimitedList") {
      for (const json::value& item : split_list(parameter.value))
        check_one(name, *declaration, type, scalar_text(item));
    } else {
      check_one(name, *declaration, type, parameter.value);
    }
    parameters.emplace(name, std::move(parameter));
  }
  if (!missing.empty()) throw invalid("Parameters: " + in_brackets(missing) + " must have values");
  return parameters;
}

json::value parameter_value(const Parameter& parameter) {
  const std::string& text = parameter.resolved.empty() ? parameter.value : parameter.resolved;
  if (parameter.list) return split_list(text);
  return json::string(text);
}

json::object to_json(const Parameters& parameters) {
  json::object record;
  for (const auto& [name, parameter] : parameters) {
    json::object one{{"value", parameter.value}};
    if (!parameter.resolved.empty()) one["resolved"] = parameter.resolved;
    if (parameter.list) one["list"] = true;
    if (parameter.secret) one["secret"] = true;
    record[name] = std::move(one);
  }
  return record;
}

Parameters parameters_from(const json::object& record) {
  Parameters parameters;
  for (const auto& [name, value] : record) {
    const auto& one = value.as_object();
    parameters[std::string(name)] = {.value = text_of(one, "value"),
                                     .resolved = text_of(one, "resolved"),
                                     .list = find(one, "list") != nullptr,
                                     .secret = find(one, "secret") != nullptr};
  }
  return parameters;
}

json::array shown(const Parameters& parameters) {
  json::array list;
  for (const auto& [name, parameter] : parameters) {
    json::object one{{"ParameterKey", name}, {"ParameterValue", parameter.secret ? "****" : parameter.value}};
    if (!parameter.resolved.empty()) one["ResolvedValue"] = parameter.resolved;
    list.push_back(std::move(one));
  }
  return list;
}

json::array declarations(const Template& document) {
  json::array list;
  for (const auto& [name, value] : document.parameters()) {
    const auto* declaration = value.if_object();
    if (!declaration) continue;
    json::object one{{"ParameterKey", name}};
    if (const json::value* otherwise = find(*declaration, "Default"))
      one["DefaultValue"] = default_text(*otherwise);
    one["ParameterType"] = boost_view(find_text(*declaration, "Type").value_or("String"));
    one["NoEcho"] = is_true(*declaration, "NoEcho");
    if (const auto words = find_text(*declaration, "Description")) one["Description"] = boost_view(*words);
    json::object constraints;
    if (const auto* allowed = find_array(*declaration, "AllowedValues")) {
      json::array values;
      for (const json::value& item : *allowed) values.push_back(json::string(scalar_text(item)));
      constraints["AllowedValues"] = std::move(values);
    }
    one["ParameterConstraints"] = std::move(constraints);
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace orrery::cloudformation
