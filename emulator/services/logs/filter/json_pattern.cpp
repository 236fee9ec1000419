// { ( $.a.b[0] = "x*" || $.c > 3 ) && $.d IS NULL && $.e NOT EXISTS }
#include <vector>

#include "core/json.h"
#include "core/number.h"
#include "services/logs/filter/pattern.h"
#include "services/logs/filter/scanner.h"

namespace orrery::logs {
namespace {

struct Node {
  virtual ~Node() = default;
  virtual bool holds(const json::value& document) const = 0;
};
using NodePtr = std::unique_ptr<Node>;

struct Both final : Node {
  Both(NodePtr a, NodePtr b) : left(std::move(a)), right(std::move(b)) {}
  bool holds(const json::value& it) const override { return left->holds(it) && right->holds(it); }
  NodePtr left, right;
};

struct Either final : Node {
  Either(NodePtr a, NodePtr b) : left(std::move(a)), right(std::move(b)) {}
  bool holds(const json::value& it) const override { return left->holds(it) || right->holds(it); }
  NodePtr left, right;
};

struct Step {
  std::string member;                // or, where empty, of an array:
  std::optional<std::size_t> index;  // this element; absent: any
};

enum class Question { compare, is_null, is_true, is_false, exists, not_exists };

struct Condition final : Node {
  bool holds(const json::value& document) const override {
    std::vector<const json::value*> found{&document};
    for (const Step& step : path) found = follow(found, step);
    if (question == Question::exists || question == Question::not_exists) {
      return found.empty() == (question == Question::not_exists);
    }
    return std::any_of(found.begin(), found.end(), [&](const json::value* value) { return answers(*value); });
  }

  static std::vector<const json::value*> follow(const std::vector<const json::value*>& from,
                                                const Step& step) {
    std::vector<const json::value*> to;
    for (const json::value* value : from) {
      if (!step.member.empty()) {
        const auto* object = value->if_object();
        if (const json::value* member = object ? object->if_contains(step.member) : nullptr)
          to.push_back(member);
      } else if (const auto* array = value->if_array()) {
        for (std::size_t i = step.index.value_or(0); i < array->size(); ++i) {
          to.push_back(&(*array)[i]);
          if (step.index) break;
        }
      }
    }
    return to;
  }

  bool answers(const json::value& value) const {
    switch (question) {
      case Question::is_null:
        return value.is_null();
      case Question::is_true:
        return value.is_bool() && value.get_bool();
      case Question::is_false:
        return value.is_bool() && !value.get_bool();
      default:
        break;
    }
    if (const auto* text = value.if_string()) return wanted.holds(comparison, view(*text));
    if (value.is_number()) return wanted.holds(comparison, value.to_number<double>());
    if (value.is_bool()) return wanted.holds(comparison, value.get_bool() ? "true" : "false");
    return false;
  }

  std::vector<Step> path;
  Question question = Question::compare;
  Comparison comparison = Comparison::equal;
  Value wanted = Value::wildcard("");
};

constexpr std::string_view path_stops = ".[]=!<>()&|";
constexpr std::string_view value_stops = "()&|";
constexpr int deepest = 64;

std::vector<Step> parse_path(Scanner& scan) {
  if (!scan.take("$")) throw invalid_pattern("a selector begins with '$'");
  std::vector<Step> path;
  while (true) {
    if (scan.take(".")) {
      const std::string_view member = scan.run(path_stops);
      if (member.empty()) throw invalid_pattern("a member's name is missing");
      path.push_back({std::string(member), std::nullopt});
    } else if (scan.take("[")) {
      if (scan.peek() == '"' || scan.peek() == '\'') {
        path.push_back({scan.quoted(scan.peek()), std::nullopt});
      } else if (scan.take("*")) {
        path.push_back({});
      } else {
        const auto index = read_number<double>(scan.run("]"));
        if (!index || *index < 0 || *index > 1e6) throw invalid_pattern("bad index");
        path.push_back({{}, static_cast<std::size_t>(*index)});
      }
      if (!scan.take("]")) throw invalid_pattern("missing ']'");
    } else {
      return path;
    }
  }
}

NodePtr parse_condition(Scanner& scan) {
  auto condition = std::make_unique<Condition>();
  condition->path = parse_path(scan);
  if (scan.take_word("IS")) {
    condition->question = scan.take_word("NULL")    ? Question::is_null
                          : scan.take_word("TRUE")  ? Question::is_true
                          : scan.take_word("FALSE") ? Question::is_false
                                                    : throw invalid_pattern("IS takes NULL, TRUE or FALSE");
  } else if (scan.take_word("NOT")) {
    if (!scan.take_word("EXISTS")) throw invalid_pattern("NOT takes EXISTS");
    condition->question = Question::not_exists;
  } else if (scan.take_word("EXISTS")) {
    condition->question = Question::exists;
  } else {
    condition->comparison = scan.comparison();
    condition->wanted = scan.value(value_stops);
  }
  return condition;
}

NodePtr parse_either(Scanner& scan, int depth);

NodePtr parse_one(Scanner& scan, int depth) {
  if (depth > deepest) throw invalid_pattern("too deep");
  if (!scan.take("(")) return parse_condition(scan);
  NodePtr inside = parse_either(scan, depth + 1);
  if (!scan.take(")")) throw invalid_pattern("missing ')'");
  return inside;
}

NodePtr parse_both(Scanner& scan, int depth) {
  NodePtr left = parse_one(scan, depth);
  while (scan.take("&&")) left = std::make_unique<Both>(std::move(left), parse_one(scan, depth));
  return left;
}

NodePtr parse_either(Scanner& scan, int depth) {
  NodePtr left = parse_both(scan, depth);
  while (scan.take("||")) left = std::make_unique<Either>(std::move(left), parse_both(scan, depth));
  return left;
}

struct JsonPattern final : Pattern {
  bool matches(std::string_view message) const override {
    const auto document = parse_json(message);
    return document && document->is_object() && root->holds(*document);
  }
  NodePtr root;
};

}  // namespace

std::unique_ptr<Pattern> parse_json_pattern(std::string_view inside) {
  auto pattern = std::make_unique<JsonPattern>();
  Scanner scan(inside);
  pattern->root = parse_either(scan, 0);
  if (!scan.at_end()) throw invalid_pattern("unexpected characters at the end");
  return pattern;
}

}  // namespace orrery::logs
