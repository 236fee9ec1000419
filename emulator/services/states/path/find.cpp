#include <cmath>

#include "services/states/document.h"
#include "services/states/path/filter.h"
#include "services/states/path/path.h"

namespace orrery::states {
namespace {

using Places = std::vector<const json::value*>;

const json::value* element(const json::array& list, std::int64_t index) {
  const auto size = static_cast<std::int64_t>(list.size());
  if (index < 0) index += size;
  return index >= 0 && index < size ? &list[static_cast<std::size_t>(index)] : nullptr;
}

void take_slice(const Step& step, const json::array& list, Places& found) {
  const auto size = static_cast<std::int64_t>(list.size());
  const auto bound = [&](std::int64_t at) {
    return std::clamp<std::int64_t>(at < 0 ? at + size : at, 0, size);
  };
  const std::int64_t to = step.to ? bound(*step.to) : size;
  for (std::int64_t at = step.from ? bound(*step.from) : 0; at < to; at += step.stride) {
    found.push_back(&list[static_cast<std::size_t>(at)]);
  }
}

void take_children(const json::value& place, Places& found) {
  if (place.is_array()) {
    for (const auto& child : place.get_array()) found.push_back(&child);
  } else if (place.is_object()) {
    for (const auto& [name, child] : place.get_object()) found.push_back(&child);
  }
}

void take(const Step& step, const json::value& place, const json::value& document, Places& found) {
  switch (step.kind) {
    case Step::Kind::names:
      if (!place.is_object()) return;
      for (const auto& name : step.names) {
        if (const auto* child = place.get_object().if_contains(name)) found.push_back(child);
      }
      return;
    case Step::Kind::indexes:
      if (!place.is_array()) return;
      for (const auto index : step.indexes) {
        if (const auto* child = element(place.get_array(), index)) found.push_back(child);
      }
      return;
    case Step::Kind::slice:
      if (place.is_array()) take_slice(step, place.get_array(), found);
      return;
    case Step::Kind::wildcard:
      return take_children(place, found);
    case Step::Kind::filter: {
      if (!place.is_array()) {
        if (holds(*step.filter, place, document)) found.push_back(&place);
        return;
      }
      for (const auto& child : place.get_array()) {
        if (holds(*step.filter, child, document)) found.push_back(&child);
      }
      return;
    }
    case Step::Kind::function:
      return;
  }
}

// All places at and below `places`, parents first.
Places below(const Places& places) {
  Places all, open(places.rbegin(), places.rend());
  while (!open.empty()) {
    const json::value* next = open.back();
    open.pop_back();
    all.push_back(next);
    Places children;
    take_children(*next, children);
    open.insert(open.end(), children.rbegin(), children.rend());
  }
  return all;
}

// What a path that ends in several names finds in an object: an object of those names that are there. Below
// '..' only the objects that have them all count.
json::array pick(const Step& step, const Places& places) {
  json::array objects;
  for (const auto* place : places) {
    if (!place->is_object()) continue;
    json::object picked;
    for (const auto& name : step.names) {
      if (const auto* child = place->get_object().if_contains(name)) picked[name] = *child;
    }
    if (!step.deep || picked.size() == step.names.size()) objects.push_back(std::move(picked));
  }
  return objects;
}

json::value integral_if_whole(double number) {
  if (std::nearbyint(number) == number && std::fabs(number) < 9e15) return static_cast<std::int64_t>(number);
  return number;
}

std::optional<json::value> aggregate(const std::string& name, const json::array& list) {
  double sum = 0, least = 0, most = 0;
  std::size_t count = 0;
  for (const auto& item : list) {
    if (!item.is_number()) continue;
    const double number = number_of(item);
    least = count ? std::min(least, number) : number;
    most = count ? std::max(most, number) : number;
    sum += number;
    ++count;
  }
  if (name == "sum") return integral_if_whole(sum);
  if (count == 0) return std::nullopt;
  if (name == "min") return integral_if_whole(least);
  if (name == "max") return integral_if_whole(most);
  return sum / static_cast<double>(count);
}

std::optional<json::value> call_function(const std::string& name, const json::value& value) {
  if (name == "length") {
    if (value.is_array()) return static_cast<std::int64_t>(value.get_array().size());
    if (value.is_object()) return static_cast<std::int64_t>(value.get_object().size());
    if (value.is_string()) return static_cast<std::int64_t>(value.get_string().size());
    return std::nullopt;
  }
  if (name == "keys") {
    if (!value.is_object()) return std::nullopt;
    json::array keys;
    for (const auto& [key, member] : value.get_object()) keys.emplace_back(key);
    return keys;
  }
  if (!value.is_array()) return std::nullopt;
  const json::array& list = value.get_array();
  if (name == "first") return list.empty() ? std::nullopt : std::optional<json::value>(list.front());
  if (name == "last") return list.empty() ? std::nullopt : std::optional<json::value>(list.back());
  return aggregate(name, list);
}

}  // namespace

std::optional<json::value> Path::find(const json::value& base) const {
  Places places{&base};
  bool single = true;
  std::optional<json::value> made;  // what a function answered; the walk goes on from it
  for (const Step& step : steps) {
    if (step.kind == Step::Kind::function) {
      if (single && places.empty()) return std::nullopt;
      json::value from;
      if (single) {
        from = *places[0];
      } else {
        json::array list;
        for (const auto* place : places) list.push_back(*place);
        from = std::move(list);
      }
      auto answer = call_function(step.names[0], from);
      if (!answer) return std::nullopt;
      made = std::move(answer);
      places = {&*made};
      single = true;
      continue;
    }
    single = single && !step.deep;
    if (step.deep) places = below(places);
    if (step.kind == Step::Kind::names && step.names.size() > 1 && &step == &steps.back()) {
      json::array objects = pick(step, places);
      if (!single) return objects;
      return objects.empty() ? std::nullopt : std::optional<json::value>(objects[0]);
    }
    single = single && ((step.kind == Step::Kind::names && step.names.size() == 1) ||
                        (step.kind == Step::Kind::indexes && step.indexes.size() == 1));
    Places next;
    for (const auto* place : places) take(step, *place, base, next);
    places = std::move(next);
    if (single && places.empty()) return std::nullopt;
  }
  if (single) return *places[0];
  json::array list;
  list.reserve(places.size());
  for (const auto* place : places) list.push_back(*place);
  return list;
}

bool write_at(json::value& document, const Path& place, json::value result) {
  json::value* at = &document;
  for (const Step& step : place.steps) {
    if (step.kind == Step::Kind::names) {
      if (at->is_null() && at != &document) *at = json::object{};
      if (!at->is_object()) return false;
      at = &at->get_object()[step.names[0]];
      continue;
    }
    if (at->is_null() && at != &document) *at = json::array{};
    if (!at->is_array()) return false;
    json::array& list = at->get_array();
    const auto size = static_cast<std::int64_t>(list.size());
    const std::int64_t index = step.indexes[0] < 0 ? step.indexes[0] + size : step.indexes[0];
    if (index < 0 || index > size) return false;
    if (index == size) list.push_back(nullptr);
    at = &list[static_cast<std::size_t>(index)];
  }
  *at = std::move(result);
  return true;
}

std::string bracketed(const Path& path, std::size_t first, std::size_t end) {
  std::string text;
  for (std::size_t i = first; i < end; ++i) {
    const Step& step = path.steps[i];
    if (step.kind == Step::Kind::names) text += "['" + step.names[0] + "']";
    if (step.kind == Step::Kind::indexes) text += "[" + std::to_string(step.indexes[0]) + "]";
  }
  return text;
}

}  // namespace orrery::states
