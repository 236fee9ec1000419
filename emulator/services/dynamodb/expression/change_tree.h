#pragma once
// Several changes of one document, all meant for the document as it was: a tree of paths whose leaves set or
// remove, applied in one pass over the binary form.
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "services/dynamodb/expression/syntax.h"
#include "services/dynamodb/value.h"

namespace orrery::dynamodb {

class ChangeTree {
 public:
  // Paths must not overlap.
  void set(const Path& path, std::string value) { leaf(path).value = std::move(value); }
  void remove(const Path& path) { leaf(path).removes = true; }

  // Throws ValidationException where a path leads through what is absent or no container.
  std::string apply(std::string_view item) const;

 private:
  struct Node {
    bool removes = false;
    std::optional<std::string> value;
    std::map<std::string, std::unique_ptr<Node>, std::less<>> members;
    std::map<std::uint32_t, std::unique_ptr<Node>> elements;
  };

  Node& leaf(const Path& path);
  static void append_changed(std::string& out, const Node& node, std::optional<Value> old);
  static std::string changed_map(const Node& node, std::string_view payload);
  static std::string changed_list(const Node& node, std::string_view payload);

  Node root_;
};

}  // namespace orrery::dynamodb
