#include <cmath>
#include <set>

#include "services/states/jsonata/functions.h"

namespace orrery::states::jsonata {
namespace {

constexpr double longest_range = 360'145;  // of AWS's $range, which takes more room than '..'

Value count(Evaluator&, Values& a) { return a[0].nothing() ? Value(0) : Value(a[0].array().items.size()); }
Value append_lists(Evaluator& evaluator, Values& a) {
  Value joined = append(a[0], a[1]);
  evaluator.work(items_of(joined).size());
  return joined;
}
Value exists(Evaluator&, Values& a) { return !a[0].nothing(); }
Value boolean(Evaluator&, Values& a) { return a[0].nothing() ? Value() : Value(truth(a[0])); }
Value negated(Evaluator&, Values& a) { return a[0].nothing() ? Value() : Value(!truth(a[0])); }

Value map(Evaluator& evaluator, Values& a) {
  if (a[0].nothing()) return {};
  Values results;
  const Values& items = a[0].array().items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    Value result = evaluator.call_with(a[1], items[i], i, a[0]);
    if (!result.nothing()) results.push_back(std::move(result));
  }
  return make_sequence(std::move(results));
}

Value filter(Evaluator& evaluator, Values& a) {
  if (a[0].nothing()) return {};
  Values results;
  const Values& items = a[0].array().items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (truth(evaluator.call_with(a[1], items[i], i, a[0]))) results.push_back(items[i]);
  }
  return make_sequence(std::move(results));
}

Value single(Evaluator& evaluator, Values& a) {
  if (a[0].nothing()) return {};
  std::optional<Value> found;
  const Values& items = a[0].array().items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (a.size() > 1 && a[1].is_function() && !truth(evaluator.call_with(a[1], items[i], i, a[0]))) continue;
    if (found)
      throw Error("D3138",
                  "The $single() function expected exactly 1 matching result.  Instead it matched more.");
    found = items[i];
  }
  if (!found)
    throw Error("D3139", "The $single() function expected exactly 1 matching result.  Instead it matched 0.");
  return *found;
}

Value reduce(Evaluator& evaluator, Values& a) {
  if (a[0].nothing()) return {};
  const std::size_t arity = a[1].function().arity;
  if (arity < 2)
    throw Error("D3050",
                "The second argument of reduce function must be a function with at least two arguments");
  const Values& items = a[0].array().items;
  std::size_t next = 0;
  Value result = a.size() > 2 ? a[2] : Value();
  if (result.nothing() && !items.empty()) result = items[next++];
  for (; next < items.size(); ++next) {
    Values arguments{result, items[next]};
    if (arity >= 3) arguments.emplace_back(next);
    if (arity >= 4) arguments.push_back(a[0]);
    result = evaluator.call(a[1], std::move(arguments));
  }
  return result;
}

Value zip(Evaluator& evaluator, Values& a) {
  std::size_t length = SIZE_MAX;
  for (const Value& list : a) length = std::min(length, items_of(list).size());
  Values rows;
  for (std::size_t i = 0; i < length && length != SIZE_MAX; ++i) {
    Values row;
    for (const Value& list : a) row.push_back(items_of(list)[i]);
    evaluator.work(row.size());
    rows.push_back(make_array(std::move(row)));
  }
  return make_array(std::move(rows));
}

Value reverse(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  Values items = a[0].array().items;
  std::reverse(items.begin(), items.end());
  return make_array(std::move(items));
}

Value shuffle(Evaluator& evaluator, Values& a) {
  if (a[0].nothing()) return {};
  Values items = a[0].array().items;
  if (Entropy* entropy = evaluator.environment.entropy) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[entropy->below(i)]);
  }
  return make_array(std::move(items));
}

// Merging, so that a comparison that contradicts itself does no harm.
void merge_sort(Values& items, const std::function<bool(const Value&, const Value&)>& after) {
  if (items.size() < 2) return;
  Values left(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(items.size() / 2));
  Values right(items.begin() + static_cast<std::ptrdiff_t>(items.size() / 2), items.end());
  merge_sort(left, after);
  merge_sort(right, after);
  std::size_t l = 0, r = 0;
  for (Value& place : items) {
    const bool from_right = l == left.size() || (r < right.size() && after(left[l], right[r]));
    place = std::move(from_right ? right[r++] : left[l++]);
  }
}

Value sort(Evaluator& evaluator, Values& a) {
  if (a[0].nothing()) return {};
  Values items = a[0].array().items;
  if (items.size() <= 1) return make_array(std::move(items));
  if (a.size() > 1 && a[1].is_function()) {
    merge_sort(items, [&](const Value& x, const Value& y) { return truth(evaluator.call(a[1], {x, y})); });
    return make_array(std::move(items));
  }
  const bool numbers =
      std::all_of(items.begin(), items.end(), [](const Value& one) { return one.is_number(); });
  const bool texts = std::all_of(items.begin(), items.end(), [](const Value& one) { return one.is_text(); });
  if (!numbers && !texts) {
    throw Error("D3070",
                "The single argument form of the sort function can only be applied to an array of strings or "
                "an array of numbers.  Use the second argument to specify a comparison function");
  }
  std::stable_sort(items.begin(), items.end(), [&](const Value& x, const Value& y) {
    return numbers ? x.number() < y.number() : x.text() < y.text();
  });
  return make_array(std::move(items));
}

Value distinct(Evaluator& evaluator, Values& a) {
  if (!a[0].is_array() || a[0].array().items.size() <= 1) return a[0];
  Values unique;
  std::set<std::string> seen;
  for (const Value& item : a[0].array().items) {
    evaluator.work(extent_of(item).size);
    const char kind = item.is_text() ? 's' : item.is_number() ? 'n' : 'x';
    if (seen.insert(kind + to_string(item)).second) unique.push_back(item);
  }
  return a[0].array().sequence ? make_sequence(std::move(unique)) : make_array(std::move(unique));
}

Value partition(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  // What is no array is not taken for one of a single member, as other functions do.
  if (!a[0].is_array())
    throw Error("T0412", "Argument 1 of function \"partition\" must be an array of undefined");
  const Values& items = a[0].array().items;
  const double wanted =
      a.size() > 1 && a[1].is_number() ? std::trunc(a[1].number()) : static_cast<double>(items.size());
  if (!(wanted >= 0)) throw Error("D3137", "Second argument must be zero or greater");
  if (wanted == 0 || items.empty()) return {};
  const auto size = static_cast<std::size_t>(std::min(wanted, static_cast<double>(items.size())));
  Values chunks;
  for (std::size_t at = 0; at < items.size(); at += size) {
    const auto begin = items.begin() + static_cast<std::ptrdiff_t>(at);
    chunks.push_back(
        make_array(Values(begin, begin + static_cast<std::ptrdiff_t>(std::min(size, items.size() - at)))));
  }
  return make_array(std::move(chunks));
}

Value range(Evaluator& evaluator, Values& a) {
  if (a.size() < 3 || a[0].nothing() || a[1].nothing() || a[2].nothing()) return {};
  const double from = std::trunc(a[0].number()), to = std::trunc(a[1].number()),
               step = std::trunc(a[2].number());
  if (step == 0 || !std::isfinite(from + to + step)) return {};
  const double size = std::floor((to - from) / step) + 1;
  if (size < 1) return {};
  if (size > longest_range) throw too_large();
  evaluator.work(static_cast<std::size_t>(size));
  Values items;
  for (double i = 0; i < size; ++i) items.emplace_back(from + i * step);
  return make_sequence(std::move(items));
}

constexpr Builtin array_table[] = {
    {"count", "<a:n>", count},      {"append", "<xx:a>", append_lists}, {"exists", "<x:b>", exists},
    {"boolean", "<x-:b>", boolean}, {"not", "<x-:b>", negated},         {"map", "<af>", map},
    {"filter", "<af>", filter},     {"single", "<af?>", single},        {"reduce", "<afj?:j>", reduce},
    {"zip", "<a+>", zip},           {"reverse", "<a:a>", reverse},      {"shuffle", "<a:a>", shuffle},
    {"sort", "<af?:a>", sort},      {"distinct", "<x:x>", distinct},    {"partition", "<xn?:a>", partition},
    {"range", "<nnn?:a>", range},
};

}  // namespace

std::span<const Builtin> array_functions() { return array_table; }

}  // namespace orrery::states::jsonata
