#include "services/states/jsonata/expression.h"

#include <set>

#include "services/states/jsonata/evaluator.h"

namespace orrery::states::jsonata {
namespace {

// The node and all below it.
template <class Visit>
void each_node(const Node& node, const Visit& visit) {
  visit(node);
  for (const auto* part : {&node.left, &node.right, &node.third}) {
    if (*part) each_node(**part, visit);
  }
  for (const auto& part : node.parts) each_node(*part, visit);
  for (const auto& [key, value] : node.pairs) {
    each_node(*key, visit);
    each_node(*value, visit);
  }
  for (const auto& term : node.terms) each_node(*term.expression, visit);
  for (const auto& stage : node.stages) {
    if (stage.filter) each_node(*stage.filter, visit);
  }
  if (node.group) each_node(*node.group, visit);
}

bool is_variable(const Node& node, std::string_view name) {
  return node.kind == Node::Kind::variable && node.text == name;
}

}  // namespace

Expression::Expression(std::string_view text) : text_(text) { root_ = parse(text_); }
Expression::~Expression() = default;

std::optional<json::value> Expression::evaluate(const json::value& input,
                                                const Environment& environment) const {
  const auto frame = std::make_shared<Frame>();
  for (const auto& [name, value] : environment.variables)
    frame->variables.emplace_back(name, from_json(value));
  Value document = input.is_null() ? Value() : from_json(input);
  frame->variables.emplace_back("$", document);
  if (document.is_array()) {
    Array wrapped;
    wrapped.items = {document};
    wrapped.sequence = true;
    wrapped.outer = true;
    document = make_array(std::move(wrapped));
  }
  Evaluator evaluator(environment, frame);
  const Value answer = evaluator.evaluate(*root_, document, frame);
  if (answer.nothing()) return std::nullopt;
  return to_json(answer);
}

std::vector<std::string> Expression::free_variables() const {
  std::set<std::string> used, bound;
  each_node(*root_, [&](const Node& node) {
    if (node.kind == Node::Kind::variable && !node.text.empty() && node.text != "$") used.insert(node.text);
    if (node.kind == Node::Kind::bind) bound.insert(node.text);
    bound.insert(node.parameters.begin(), node.parameters.end());
    if (!node.focus.empty()) bound.insert(node.focus);
    for (const auto& stage : node.stages) {
      if (!stage.index.empty()) bound.insert(stage.index);
    }
  });
  std::vector<std::string> names;
  for (const auto& name : used) {
    if (!bound.contains(name) && name != "states" && !find_builtin(name)) names.push_back(name);
  }
  return names;
}

std::vector<std::string> Expression::states_fields() const {
  std::set<std::string> names;
  each_node(*root_, [&](const Node& node) {
    const bool path = node.kind == Node::Kind::path && node.parts.size() > 1;
    if (path && is_variable(*node.parts[0], "states") && node.parts[1]->kind == Node::Kind::name)
      names.insert(node.parts[1]->text);
  });
  return {names.begin(), names.end()};
}

}  // namespace orrery::states::jsonata
