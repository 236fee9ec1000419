#include "services/dynamodb/partiql/key_plan.h"

#include <algorithm>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/request.h"
#include "services/dynamodb/value.h"

namespace orrery::dynamodb::partiql {
namespace {

constexpr std::size_t most_branches = 1000;
constexpr std::size_t most_reads = 50;

// Names as a HashSet of Java's has them.
std::vector<std::string> in_hash_order(std::vector<std::string> names) {
  std::size_t buckets = 16;
  while (names.size() > buckets * 3 / 4) buckets *= 2;
  const auto bucket = [buckets](const std::string& name) {
    std::uint32_t hash = 0;
    for (const char c : name) hash = hash * 31 + static_cast<unsigned char>(c);
    return (hash ^ hash >> 16) & (buckets - 1);
  };
  std::stable_sort(names.begin(), names.end(),
                   [&](const std::string& a, const std::string& b) { return bucket(a) < bucket(b); });
  return names;
}

const Path* top_level(const Operand& operand) {
  return operand.kind == Operand::Kind::path && operand.path.size() == 1 ? &operand.path : nullptr;
}

bool are_values(const std::vector<Operand>& operands, std::size_t from) {
  return std::all_of(operands.begin() + static_cast<std::ptrdiff_t>(from), operands.end(),
                     [](const Operand& one) { return one.kind == Operand::Kind::value; });
}

std::string_view range_name(const std::string& comparator) {
  constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"=", "EQ"}, {"<", "LT"}, {"<=", "LE"}, {">", "GT"}, {">=", "GE"}};
  for (const auto& [symbol, name] : names) {
    if (symbol == comparator) return name;
  }
  return "";
}

}  // namespace

KeyPlan::KeyPlan(const KeySchema& keys, const std::optional<Condition>& where) : keys_(keys) {
  if (!where) {
    branches_.emplace_back();
    return;
  }
  pinned_ = pins_partition(*where);
  branches_ = spread(*where);
  if (too_many_) branches_ = {Branch{{}, {&*where}}};
}

// The tests that the condition is, where it is one of a key attribute that a read can use; of IN one for each
// value.
std::vector<KeyPlan::KeyTest> KeyPlan::key_tests(const Condition& condition) const {
  if (condition.operands.size() < 2) return {};
  const bool turned = condition.kind == Condition::Kind::comparison && condition.comparator == "=" &&
                      condition.operands[0].kind == Operand::Kind::value;
  const Path* path = top_level(condition.operands[turned ? 1 : 0]);
  if (!path || (!turned && !are_values(condition.operands, 1))) return {};
  const std::string& name = (*path)[0].name;
  const bool of_hash = name == keys_.hash.name;
  if (!of_hash && (!keys_.range || name != keys_.range->name)) return {};
  const std::string& low = condition.operands[turned ? 0 : 1].value;
  std::vector<KeyTest> tests;
  if (condition.kind == Condition::Kind::comparison) {
    const std::string_view comparison = range_name(condition.comparator);
    if (!comparison.empty()) tests.push_back({of_hash, {name, std::string(comparison), low, ""}});
  } else if (condition.kind == Condition::Kind::between) {
    tests.push_back({of_hash, {name, "BETWEEN", low, condition.operands[2].value}});
  } else if (condition.kind == Condition::Kind::function && condition.comparator == "begins_with") {
    tests.push_back({of_hash, {name, "BEGINS_WITH", low, ""}});
  } else if (condition.kind == Condition::Kind::in) {
    for (std::size_t i = 1; i < condition.operands.size(); ++i) {
      tests.push_back({of_hash, {name, "EQ", condition.operands[i].value, ""}});
    }
  }
  if (of_hash && !tests.empty() && tests[0].test.comparison != "EQ") tests.clear();
  return tests;
}

bool KeyPlan::names_key(const Condition& condition) const {
  if (condition.kind == Condition::Kind::negation) return false;
  if (condition.children.empty()) return !key_tests(condition).empty();
  return std::any_of(condition.children.begin(), condition.children.end(),
                     [this](const Condition& child) { return names_key(child); });
}

bool KeyPlan::pins_partition(const Condition& condition) const {
  const auto pins = [this](const Condition& child) { return pins_partition(child); };
  switch (condition.kind) {
    case Condition::Kind::negation:
      return false;
    case Condition::Kind::conjunction:
      return std::any_of(condition.children.begin(), condition.children.end(), pins);
    case Condition::Kind::disjunction:
      return std::all_of(condition.children.begin(), condition.children.end(), pins);
    default: {
      const auto tests = key_tests(condition);
      return !tests.empty() && tests[0].of_hash;
    }
  }
}

std::vector<KeyPlan::Branch> KeyPlan::spread(const Condition& condition) {
  if (condition.kind == Condition::Kind::conjunction) {
    std::vector<Branch> branches(1);
    for (const Condition& child : condition.children) branches = product(branches, spread(child));
    return branches;
  }
  std::vector<Branch> branches;
  if (condition.kind == Condition::Kind::disjunction && names_key(condition)) {
    for (const Condition& child : condition.children) {
      for (Branch& branch : spread(child)) branches.push_back(std::move(branch));
    }
  } else {
    for (KeyTest& test : key_tests(condition)) {
      hash_values_ += test.of_hash;
      tests_.push_back(test);
      branches.push_back({{std::move(test)}, {}});
    }
    if (branches.empty()) branches.push_back({{}, {&condition}});
  }
  too_many_ = too_many_ || branches.size() > most_branches;
  return branches;
}

std::vector<KeyPlan::Branch> KeyPlan::product(const std::vector<Branch>& left,
                                              const std::vector<Branch>& right) {
  if (left.size() * right.size() > most_branches) {
    too_many_ = true;
    return left;
  }
  std::vector<Branch> all;
  for (const Branch& a : left) {
    for (const Branch& b : right) {
      Branch both = a;
      both.keys.insert(both.keys.end(), b.keys.begin(), b.keys.end());
      both.filters.insert(both.filters.end(), b.filters.begin(), b.filters.end());
      all.push_back(std::move(both));
    }
  }
  return all;
}

void KeyPlan::check_types() const {
  for (const KeyTest& test : tests_) {
    const Type wanted = test.of_hash ? keys_.hash.type : keys_.range->type;
    for (const std::string* value : {&test.test.low, &test.test.high}) {
      if (value->empty()) continue;
      const Type type = Value(*value).type;
      if (type != Type::string && type != Type::number && type != Type::binary) {
        throw validation("Key value must be of type S, N, or B. Key name: " + test.test.attribute +
                         ", Key type: " + std::string(type_name(type)));
      }
      if (type != wanted) {
        throw validation("Key attribute's data type should match its data type in table's schema: Key " +
                         test.test.attribute);
      }
    }
  }
}

// The one partition that a branch names; nullptr where it names none, or two.
const std::string* KeyPlan::hash_of(const Branch& branch) const {
  const std::string* hash = nullptr;
  for (const KeyTest& key : branch.keys) {
    if (!key.of_hash) continue;
    if (hash && *hash != key.test.low) return nullptr;
    hash = &key.test.low;
  }
  return hash;
}

bool KeyPlan::keyed() const {
  return std::all_of(branches_.begin(), branches_.end(),
                     [this](const Branch& branch) { return hash_of(branch) != nullptr; });
}

bool KeyPlan::is_plain(const Branch& branch) const {
  std::vector<const Path*> paths;
  for (const Condition* filter : branch.filters) collect_paths(*filter, paths);
  return std::none_of(paths.begin(), paths.end(), [this](const Path* path) {
    return keys_.range && (*path)[0].name == keys_.range->name;
  });
}

std::vector<KeyPlan::Reached> KeyPlan::reach(const ReadPlan& plan) const {
  std::vector<Reached> all;
  for (const Branch& branch : branches_) {
    const std::string* hash = hash_of(branch);
    if (!hash) continue;
    ReadPlan part = plan;
    set_bounds(part, KeyRange{*hash, {}, {}, std::nullopt});
    Reached reached{*hash, part.lower, part.upper, is_plain(branch)};
    for (const KeyTest& key : branch.keys) {
      if (key.of_hash) continue;
      set_bounds(part, KeyRange{*hash, {}, {}, key.test});
      reached.lower = std::max(reached.lower, part.lower);
      reached.upper = std::min(reached.upper, part.upper);
    }
    if (reached.lower < reached.upper) all.push_back(std::move(reached));
  }
  return all;
}

void KeyPlan::check_overlap(const ReadPlan& plan) const {
  if (!keyed() || branches_.size() < 2) return;
  std::vector<Reached> all = reach(plan);
  std::erase_if(all, [](const Reached& one) { return !one.plain; });
  std::sort(all.begin(), all.end(), [](const Reached& a, const Reached& b) { return a.lower < b.lower; });
  std::string end;
  for (const Reached& one : all) {
    if (one.lower < end) {
      throw validation("Overlapping conditions with range keys are not supported in where clause");
    }
    end = std::max(end, one.upper);
  }
}

void KeyPlan::check_count() const {
  if (!pinned_ || (!too_many_ && branches_.size() <= most_reads)) return;
  throw validation("Too many decomposed read operations for a given query.");
}

void KeyPlan::check_projected(const ReadPlan& plan) const {
  if (!plan.index || !keyed()) return;
  std::vector<const Branch*> ordered;
  for (const Branch& branch : branches_) ordered.push_back(&branch);
  std::stable_sort(ordered.begin(), ordered.end(), [this](const Branch* a, const Branch* b) {
    return Value(*hash_of(*a)).payload < Value(*hash_of(*b)).payload;
  });
  std::vector<std::string> last;
  for (const Branch* branch : ordered) {
    std::vector<const Path*> paths;
    for (const Condition* filter : branch->filters) collect_paths(*filter, paths);
    last.clear();
    for (const Path* path : paths) {
      const std::string& name = (*path)[0].name;
      if (projects(*plan.table, *plan.index, name)) continue;
      if (std::find(last.begin(), last.end(), name) == last.end()) last.push_back(name);
    }
    if (last.empty()) return;
  }
  std::string shown;
  for (const std::string& name : in_hash_order(std::move(last))) shown += (shown.empty() ? "" : ", ") + name;
  throw invalid_parameter("Secondary index " + plan.index->name +
                          " does not project one or more filter attributes: [" + shown + "]");
}

std::vector<KeyPlan::Bounds> KeyPlan::bounds(const ReadPlan& plan) const {
  std::vector<Reached> all = reach(plan);
  std::sort(all.begin(), all.end(), [](const Reached& a, const Reached& b) {
    const int order = Value(a.hash).payload.compare(Value(b.hash).payload);
    return order != 0 ? order < 0 : a.lower < b.lower;
  });
  std::vector<Bounds> ranges;
  for (Reached& one : all) {
    if (!ranges.empty() && ranges.back().hash == one.hash && one.lower < ranges.back().upper) {
      ranges.back().upper = std::max(ranges.back().upper, one.upper);
    } else {
      ranges.push_back({std::move(one.hash), std::move(one.lower), std::move(one.upper)});
    }
  }
  return ranges;
}

}  // namespace orrery::dynamodb::partiql
