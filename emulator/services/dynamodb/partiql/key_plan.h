#pragma once
// How a WHERE clause reaches items by their keys: the branches that its ORs and INs come to, each with what
// it says of the partition, of the sort key, and of the rest.
#include <optional>
#include <string>
#include <vector>

#include "services/dynamodb/expression/syntax.h"
#include "services/dynamodb/query_plan.h"

namespace orrery::dynamodb::partiql {

class KeyPlan {
 public:
  KeyPlan(const KeySchema& keys, const std::optional<Condition>& where);

  // Throw ValidationException.
  void check_types() const;  // of the values that keys are compared with
  void check_overlap(const ReadPlan& plan) const;
  void check_count() const;
  // What the branches filter by must be in the index, in one branch at least.
  void check_projected(const ReadPlan& plan) const;

  // Whether every branch names its partition.
  bool keyed() const;
  // How many values the WHERE clause gives for the partition.
  std::size_t hash_values() const { return hash_values_; }

  // Ranges of the store's keys that have all items that the clause can choose, none in two of them, in the
  // order of the partitions' keys and then of the sort keys.
  struct Bounds {
    std::string hash;  // encoded
    std::string lower, upper;
  };
  std::vector<Bounds> bounds(const ReadPlan& plan) const;

 private:
  // A comparison of a key attribute with values.
  struct KeyTest {
    bool of_hash = false;
    KeyRange::Sort test;
  };
  struct Branch {
    std::vector<KeyTest> keys;
    std::vector<const Condition*> filters;
  };
  struct Reached {
    std::string hash, lower, upper;
    bool plain = true;  // says nothing of the sort key that a range cannot say
  };

  std::vector<Branch> spread(const Condition& condition);
  std::vector<Branch> product(const std::vector<Branch>& left, const std::vector<Branch>& right);
  std::vector<KeyTest> key_tests(const Condition& condition) const;
  bool names_key(const Condition& condition) const;
  bool pins_partition(const Condition& condition) const;
  const std::string* hash_of(const Branch& branch) const;
  bool is_plain(const Branch& branch) const;
  std::vector<Reached> reach(const ReadPlan& plan) const;

  const KeySchema& keys_;
  std::vector<Branch> branches_;
  std::vector<KeyTest> tests_;
  bool too_many_ = false, pinned_ = false;
  std::size_t hash_values_ = 0;
};

}  // namespace orrery::dynamodb::partiql
