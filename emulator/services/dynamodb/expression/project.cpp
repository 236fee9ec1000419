// Projections keep the structure above what they name; list elements move together, in order.
#include <map>
#include <memory>

#include "services/dynamodb/expression/evaluate.h"

namespace orrery::dynamodb {
namespace {

struct Wanted {
  bool whole = false;
  std::map<std::string, Wanted, std::less<>> members;
  std::map<std::uint32_t, Wanted> elements;
};

// Appends the wanted part of a value; nothing where there is none.
void append_wanted(std::string& out, const Wanted& wanted, const Value& value);

std::string wanted_members(const Wanted& wanted, std::string_view payload) {
  std::string out;
  for (Reader reader(payload); !reader.done();) {
    const std::string_view name = reader.text();
    const Value value = reader.value();
    const auto found = wanted.members.find(name);
    if (found == wanted.members.end()) continue;
    const std::size_t before = out.size();
    append_text(out, name);
    const std::size_t after_name = out.size();
    append_wanted(out, found->second, value);
    if (out.size() == after_name) out.resize(before);
  }
  return out;
}

void append_wanted(std::string& out, const Wanted& wanted, const Value& value) {
  if (wanted.whole) {
    out += value.bytes;
  } else if (value.type == Type::map && !wanted.members.empty()) {
    const std::string payload = wanted_members(wanted, value.payload);
    if (!payload.empty()) append_value(out, Type::map, payload);
  } else if (value.type == Type::list && !wanted.elements.empty()) {
    std::string payload;
    std::uint32_t index = 0;
    for (Reader reader(value.payload); !reader.done(); ++index) {
      const Value element = reader.value();
      const auto found = wanted.elements.find(index);
      if (found != wanted.elements.end()) append_wanted(payload, found->second, element);
    }
    if (!payload.empty()) append_value(out, Type::list, payload);
  }
}

}  // namespace

std::string project(std::string_view item, const Projection& paths) {
  Wanted root;
  for (const Path& path : paths) {
    Wanted* wanted = &root;
    for (const Step& step : path) {
      wanted = step.is_index ? &wanted->elements[step.index] : &wanted->members[step.name];
    }
    wanted->whole = true;
  }
  return wanted_members(root, item);
}

}  // namespace orrery::dynamodb
