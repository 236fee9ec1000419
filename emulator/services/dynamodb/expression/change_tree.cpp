#include "services/dynamodb/expression/change_tree.h"

#include "services/dynamodb/errors.h"

namespace orrery::dynamodb {
namespace {
[[noreturn]] void refuse_path() {
  throw validation("The document path provided in the update expression is invalid for update");
}
}  // namespace

ChangeTree::Node& ChangeTree::leaf(const Path& path) {
  Node* node = &root_;
  for (const Step& step : path) {
    std::unique_ptr<Node>& next = step.is_index ? node->elements[step.index] : node->members[step.name];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  return *node;
}

std::string ChangeTree::apply(std::string_view item) const { return changed_map(root_, item); }

// Appends what a value becomes; nothing where it is removed.
void ChangeTree::append_changed(std::string& out, const Node& node, std::optional<Value> old) {
  if (node.removes) return;
  if (node.value) {
    out += *node.value;
  } else if (old && old->type == Type::map && node.elements.empty()) {
    append_value(out, Type::map, changed_map(node, old->payload));
  } else if (old && old->type == Type::list && node.members.empty()) {
    append_value(out, Type::list, changed_list(node, old->payload));
  } else {
    refuse_path();
  }
}

std::string ChangeTree::changed_map(const Node& node, std::string_view payload) {
  std::string out;
  out.reserve(payload.size() + 64);
  const auto emit = [&out](std::string_view name, const Node& change, std::optional<Value> old) {
    const std::size_t before = out.size();
    append_text(out, name);
    const std::size_t after_name = out.size();
    append_changed(out, change, old);
    if (out.size() == after_name) out.resize(before);
  };
  auto change = node.members.begin();
  for (Reader reader(payload); !reader.done();) {
    const std::string_view name = reader.text();
    const Value old = reader.value();
    for (; change != node.members.end() && change->first < name; ++change) {
      emit(change->first, *change->second, std::nullopt);
    }
    if (change != node.members.end() && change->first == name) {
      emit(name, *change->second, old);
      ++change;
    } else {
      append_text(out, name);
      out += old.bytes;
    }
  }
  for (; change != node.members.end(); ++change) emit(change->first, *change->second, std::nullopt);
  return out;
}

std::string ChangeTree::changed_list(const Node& node, std::string_view payload) {
  std::string out;
  out.reserve(payload.size() + 64);
  std::uint32_t index = 0;
  auto change = node.elements.begin();
  for (Reader reader(payload); !reader.done(); ++index) {
    const Value old = reader.value();
    if (change != node.elements.end() && change->first == index) {
      append_changed(out, *change->second, old);
      ++change;
    } else {
      out += old.bytes;
    }
  }
  // Beyond the end: values are appended in the order of their indexes.
  for (; change != node.elements.end(); ++change) append_changed(out, *change->second, std::nullopt);
  return out;
}

}  // namespace orrery::dynamodb
