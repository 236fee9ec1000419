#pragma once
// The functions there are, their versions and aliases: durable, with what an invocation needs kept in memory.
//
//   lambda ACCOUNT REGION function NAME            {"configuration", "code", "tags", "policies", ...}
//   lambda ACCOUNT REGION version NAME number      {"configuration", "code"}
//   lambda ACCOUNT REGION alias NAME ALIAS         as GetAlias answers
//   lambda ACCOUNT REGION invoke-config NAME QUALIFIER
//   lambda ACCOUNT REGION url NAME QUALIFIER
//   lambda ACCOUNT REGION provisioned NAME QUALIFIER
//   lambda ACCOUNT REGION runtime-management NAME QUALIFIER
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/context.h"
#include "core/json.h"
#include "core/key.h"
#include "core/store.h"
#include "services/lambda/code_store.h"
#include "services/lambda/function_name.h"
#include "services/lambda/runtimes.h"

namespace orrery::lambda {

// A function as it is stored.
struct FunctionRecord {
  std::string account, region, name;
  json::object configuration;  // of $LATEST, as GetFunctionConfiguration answers it
  Code code;
  json::object tags;
  json::object policies;                 // by qualifier, "" for none: {"Policy": {...}}
  std::optional<std::int64_t> reserved;  // concurrency
  std::uint64_t last_version = 0;
  std::optional<std::string> published_description;  // that $LATEST had when the last version was made
  std::string code_signing_arn;                      // empty: none
  std::string recursive_loop = "Terminate";

  FunctionName named(std::string_view qualifier = {}) const {
    return {account, region, name, std::string(qualifier), true};
  }
};

// What it takes to run one version of a function. Immutable; a changed function has another one.
struct Runnable {
  std::string account, region, name, version;
  std::string arn;       // without a qualifier
  std::string revision;  // of the code
  std::string runtime, handler;
  RuntimeKind kind = RuntimeKind::provided;
  std::int64_t memory_mb = 128, timeout_s = 3, ephemeral_mb = 512;
  std::vector<std::pair<std::string, std::string>> environment;
  std::filesystem::path code_root;
  std::vector<std::filesystem::path> layers;  // the one that wins first
  bool hot = false;                           // the code root is a directory of the host that may change
  std::string log_group;
  bool json_logs = false;
  std::string architecture;
  std::string dead_letter_arn;
};

// A version that was asked for by number or alias, or $LATEST.
struct Target {
  std::shared_ptr<const FunctionRecord> function;
  std::shared_ptr<const Runnable> runnable;
  std::string arn;        // as it was invoked, with its qualifier
  std::string qualifier;  // as it was asked for; may be empty
};

class Functions {
 public:
  Functions(Store& store, CodeStore& code) : store_(store), code_(code) {}

  std::shared_ptr<const FunctionRecord> find(const FunctionName& name) const;
  // Where the name was a full ARN of another account or region and there is no such function, the caller's
  // own function of that name is meant: published programs carry their authors' ARNs. Refuses clients a
  // function of another region, and everybody its name where there is none; nullptr where there is none in
  // this one.
  std::shared_ptr<const FunctionRecord> find_for(FunctionName& name, const Context& context) const;
  // The same; throws ResourceNotFoundException.
  std::shared_ptr<const FunctionRecord> get(FunctionName& name, const Context& context) const;
  void save(const FunctionRecord& function);
  void erase(const FunctionRecord& function);  // with all that belongs to it

  std::optional<json::object> version(const FunctionRecord& function, std::uint64_t number) const;
  void save_version(const FunctionRecord& function, std::uint64_t number, const json::object& configuration,
                    const Code& code);
  void erase_version(const FunctionRecord& function, std::uint64_t number);
  std::optional<Code> version_code(const FunctionRecord& function, std::uint64_t number) const;

  std::optional<json::object> alias(const FunctionRecord& function, std::string_view alias) const;
  void save_alias(const FunctionRecord& function, std::string_view alias, const json::object& value);
  void erase_alias(const FunctionRecord& function, std::string_view alias);

  // The configuration that a qualifier names; throws ResourceNotFoundException.
  json::object configuration(const FunctionRecord& function, std::string_view qualifier) const;
  // The version that runs for `qualifier`; `chance` in [0, 1) picks where an alias has weights. Throws
  // ResourceNotFoundException.
  Target target(std::shared_ptr<const FunctionRecord> function, std::string_view qualifier,
                double chance) const;

  // {function} kinds of small records beside a function: "invoke-config", "url", by qualifier.
  static Key part_prefix(const FunctionRecord& function, std::string_view kind);
  static Key part_key(const FunctionRecord& function, std::string_view kind, std::string_view qualifier);
  std::optional<json::object> part(const FunctionRecord& function, std::string_view kind,
                                   std::string_view qualifier) const;

  // All functions of one account and region, in order of name, from the one after `after`.
  std::vector<std::shared_ptr<const FunctionRecord>> list(const Context& context, std::string_view after,
                                                          std::size_t most) const;
  // Every function of everybody.
  template <class Visit>
  void for_each(Visit visit) const;

  Store& store() { return store_; }

 private:
  static std::string cache_key(std::string_view account, std::string_view region, std::string_view name);
  static FunctionRecord read(std::string_view key, std::string_view value);
  std::shared_ptr<const Runnable> runnable(const FunctionRecord& function, std::string_view version) const;
  std::shared_ptr<const Runnable> make_runnable(const FunctionRecord& function,
                                                const json::object& configuration, const Code& code) const;
  void forget(const FunctionRecord& function);

  struct Cached {
    std::shared_ptr<const FunctionRecord> record;
    std::unordered_map<std::string, std::shared_ptr<const Runnable>> runnables;  // by version
  };

  Store& store_;
  CodeStore& code_;
  mutable std::unordered_map<std::string, Cached> cache_;
};

template <class Visit>
void Functions::for_each(Visit visit) const {
  for (Cursor cursor = store_.scan(Key("lambda")); cursor.valid(); cursor.next()) {
    KeyReader key(cursor.key());
    key.text();
    const std::string account = key.text();
    if (account.size() != 12) continue;
    key.text();
    if (key.text() == "function") visit(read(cursor.key(), cursor.value()));
  }
}

}  // namespace orrery::lambda
