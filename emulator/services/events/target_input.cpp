#include "services/events/target_input.h"

#include <charconv>

#include "core/print.h"

namespace orrery::events {
namespace {

// $.detail.items[0].name, or nullptr.
const json::value* look_up(std::string_view path, const json::value& root) {
  if (!path.starts_with('$')) return nullptr;
  path.remove_prefix(1);
  const json::value* at = &root;
  while (at && !path.empty()) {
    if (path.starts_with('.')) {
      path.remove_prefix(1);
      const auto end = std::min(path.find_first_of(".["), path.size());
      const json::object* object = at->if_object();
      at = object ? object->if_contains(boost_view(path.substr(0, end))) : nullptr;
      path.remove_prefix(end);
    } else if (path.starts_with('[')) {
      const auto end = path.find(']');
      std::size_t index = 0;
      const char* const close = end == std::string_view::npos ? nullptr : path.data() + end;
      if (!close || std::from_chars(path.data() + 1, close, index).ptr != close) return nullptr;
      const json::array* array = at->if_array();
      at = array && index < array->size() ? &(*array)[index] : nullptr;
      path.remove_prefix(end + 1);
    } else {
      return nullptr;
    }
  }
  return at;
}

// Inside quotes a text stands without its own; what is no text stands as JSON with its quotes escaped.
std::string spelled(const json::value& value, bool quoted) {
  std::string text = print(value);
  if (!quoted) return text;
  if (value.is_string()) return text.substr(1, text.size() - 2);
  text = print(json::value(text));
  return text.substr(1, text.size() - 2);
}

json::value value_of(std::string_view name, const json::object& paths, const json::object& event,
                     std::string_view rule) {
  if (name == "aws.events.rule-arn") return boost_view(rule);
  if (name == "aws.events.rule-name") return boost_view(rule.substr(rule.rfind('/') + 1));
  if (name == "aws.events.event.ingestion-time") return event.at("time");
  if (name == "aws.events.event.json") return event;
  if (name == "aws.events.event") {
    json::object without = event;
    without.erase("detail");
    return without;
  }
  const auto path = find_text(paths, name);
  const json::value whole(event);
  const json::value* found = path ? look_up(*path, whole) : nullptr;
  return found ? *found : json::value(json::string(""));
}

std::string filled(std::string_view text, const json::object& paths, const json::object& event,
                   std::string_view rule) {
  std::string out;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto end = text[at] == '<' ? text.find('>', at) : std::string_view::npos;
    if (end != std::string_view::npos) {
      const std::string_view name = text.substr(at + 1, end - at - 1);
      if (name.starts_with("aws.events.") || paths.contains(boost_view(name))) {
        out += spelled(value_of(name, paths, event, rule), quoted);
        at = end;
        continue;
      }
    }
    if (text[at] == '"' && (at == 0 || text[at - 1] != '\\')) quoted = !quoted;
    out += text[at];
  }
  return out;
}

}  // namespace

std::string input_for(const json::object& target, const json::object& event, std::string_view rule) {
  if (const auto constant = find_text(target, "Input")) return std::string(*constant);
  if (const auto path = find_text(target, "InputPath")) {
    const json::value whole(event);
    const json::value* part = look_up(*path, whole);
    return part ? print(*part) : "{}";
  }
  if (const json::object* transformer = find_object(target, "InputTransformer")) {
    const json::object* paths = find_object(*transformer, "InputPathsMap");
    return filled(find_text(*transformer, "InputTemplate").value_or(""), paths ? *paths : json::object{},
                  event, rule);
  }
  return print(event);
}

std::optional<std::string> text_at(std::string_view path, const json::object& event) {
  const json::value whole(event);
  const json::value* found = look_up(path, whole);
  if (!found) return std::nullopt;
  return found->is_string() ? std::string(view(found->get_string())) : print(*found);
}

std::string fault_of_input(const json::object& target) {
  const json::object* transformer = find_object(target, "InputTransformer");
  const auto constant = find_text(target, "Input");
  const auto path = find_text(target, "InputPath");
  if ((transformer != nullptr) + constant.has_value() + path.has_value() > 1)
    return "Only one of Input, InputPath, or InputTransformer must be provided";
  if (constant && !parse_json(*constant)) return "JSON syntax error in input for target";
  if (path && !path->starts_with('$')) return "Invalid InputPath for target";
  if (transformer && find_text(*transformer, "InputTemplate").value_or("").empty())
    return "Invalid InputTemplate for target";
  return {};
}

}  // namespace orrery::events
