#include "cli/deploy_project.h"

#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "cli/run_package.h"
#include "core/ascii.h"
#include "core/yaml.h"

namespace orrery::cli {
namespace {

constexpr int deepest = 20;  // variables within variables

class Resolver {
 public:
  Resolver(const json::object& root, std::string stage) : root_(root), stage_(std::move(stage)) {}

  json::value resolve(const json::value& value, int depth = 0) const {
    if (depth > deepest) throw std::runtime_error("a variable refers to itself");
    if (value.is_string()) return resolve_text(view(value.get_string()), depth);
    if (value.is_array()) {
      json::array out;
      for (const json::value& each : value.get_array()) out.push_back(resolve(each, depth));
      return out;
    }
    if (value.is_object()) {
      json::object out;
      for (const auto& [key, each] : value.get_object()) out[key] = resolve(each, depth);
      return out;
    }
    return value;
  }

 private:
  // A text that is one variable takes its value with its type; others are put together as text.
  json::value resolve_text(std::string_view text, int depth) const {
    std::string out;
    for (;;) {
      const auto begin = text.find("${");
      if (begin == std::string_view::npos) break;
      const auto end = closing(text, begin);
      if (end == std::string_view::npos)
        throw std::runtime_error("a variable without its }: " + std::string(text));
      const std::string_view inner = text.substr(begin + 2, end - begin - 2);
      out += text.substr(0, begin);
      if (!is_ours(inner)) {
        out += text.substr(begin, end + 1 - begin);
      } else {
        const json::value found = value_of(inner, depth + 1);
        if (out.empty() && end + 1 == text.size()) return found;
        out += found.is_string() ? std::string(view(found.get_string())) : to_text(found);
      }
      text.remove_prefix(end + 1);
    }
    return json::value(boost_view(out + std::string(text)));
  }

  static std::size_t closing(std::string_view text, std::size_t begin) {
    int open = 0;
    for (std::size_t at = begin; at < text.size(); ++at) {
      if (text.substr(at, 2) == "${") ++open;
      if (text[at] == '}' && --open == 0) return at;
    }
    return std::string_view::npos;
  }

  static bool is_ours(std::string_view inner) {
    const auto colon = inner.find(':');
    return colon != std::string_view::npos && inner.substr(colon, 2) != "::";
  }

  static std::vector<std::string_view> alternatives(std::string_view inner) {
    std::vector<std::string_view> out;
    int open = 0;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < inner.size(); ++at) {
      if (inner[at] == '{') ++open;
      if (inner[at] == '}') --open;
      if (inner[at] != ',' || open > 0) continue;
      out.push_back(trimmed(inner.substr(begin, at - begin)));
      begin = at + 1;
    }
    out.push_back(trimmed(inner.substr(begin)));
    return out;
  }

  json::value value_of(std::string_view inner, int depth) const {
    for (const std::string_view alternative : alternatives(inner)) {
      if (const auto found = look_up(alternative, depth)) return *found;
    }
    throw std::runtime_error("${" + std::string(inner) + "} has no value");
  }

  std::optional<json::value> look_up(std::string_view name, int depth) const {
    if (name.starts_with("${")) return resolve_text(name, depth);
    if (name.find("${") != std::string_view::npos) {
      const json::value complete = resolve_text(name, depth + 1);
      return look_up(view(complete.as_string()), depth + 1);
    }
    if (name.size() >= 2 && (name.front() == '\'' || name.front() == '"')) {
      return json::value(boost_view(name.substr(1, name.size() - 2)));
    }
    if (name == "opt:stage" || name == "sls:stage" || name == "self:provider.stage") {
      return json::value(boost_view(stage_));
    }
    if (name.starts_with("env:")) {
      const char* value = std::getenv(std::string(name.substr(4)).c_str());
      return value == nullptr ? std::nullopt : std::optional(json::value(value));
    }
    if (name.starts_with("opt:")) return std::nullopt;
    if (name.starts_with("self:")) return member(name.substr(5), depth);
    if (name.find(':') != std::string_view::npos) {
      throw std::runtime_error("variables of the kind " + std::string(name.substr(0, name.find(':'))) +
                               ": are not supported");
    }
    return parse_json(name);  // a number, true, false or null
  }

  std::optional<json::value> member(std::string_view path, int depth) const {
    const json::object* object = &root_;
    for (;;) {
      const auto dot = path.find('.');
      const json::value* found = find(*object, path.substr(0, dot));
      if (found == nullptr) return std::nullopt;
      if (dot == std::string_view::npos) return resolve(*found, depth);
      if (!found->is_object()) return std::nullopt;
      object = &found->get_object();
      path.remove_prefix(dot + 1);
    }
  }

  const json::object& root_;
  std::string stage_;
};

}  // namespace

Project parse_project(const std::string& text, const std::string& stage) {
  const json::value file = parse_yaml(text);
  if (!file.is_object()) throw std::runtime_error("it is not a mapping");
  Project project;
  project.stage = stage;
  if (const json::object* provider = find_object(file.get_object(), "provider"); stage.empty()) {
    project.stage = provider != nullptr ? find_text(*provider, "stage").value_or("dev") : "dev";
    if (project.stage.find("${") != std::string::npos) project.stage = "dev";
  }
  project.content = Resolver(file.get_object(), project.stage).resolve(file).get_object();
  project.service = text_of(project.content, "service");
  if (project.service.empty()) throw std::runtime_error("it does not name its service");
  return project;
}

Project read_project(const std::filesystem::path& path, const std::string& stage) {
  namespace fs = std::filesystem;
  const fs::path file = fs::is_directory(path) ? path / "serverless.yml" : path;
  try {
    Project project = parse_project(read_file(file), stage);
    project.directory = fs::absolute(file).parent_path();
    return project;
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(file.string() + ": " + error.what());
  }
}

}  // namespace orrery::cli
