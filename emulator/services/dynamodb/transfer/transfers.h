#pragma once
// What exports to S3 and imports from it have in common: their rows, ARNs, tokens and lists.
//
//   "dynamodb" account region kind id              -> the row, JSON: "shown", as it is described, and what
//   the
//                                                     kind keeps beside it; kind: "export" or "import"
//   "dynamodb" "" "" "transfer" kind account region id -> "": one that is under way
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/arn.h"
#include "core/context.h"
#include "core/error.h"
#include "core/json.h"
#include "core/store.h"

namespace orrery::dynamodb {

class Transfers {
 public:
  // `kind` as in keys and ARNs, `title` as in codes of errors: "export", "Export".
  Transfers(Store& store, std::string_view kind, std::string_view title)
      : store_(store), kind_(kind), title_(title) {}

  std::optional<json::object> find(const Context& context, std::string_view id) const;
  void save(const Context& context, std::string_view id, const json::object& row);
  void set_under_way(const Context& context, std::string_view id, bool under_way);
  void for_each_under_way(const std::function<void(const Context&, std::string id)>& visit) const;

  // Its id, where the ARN has the form of one.
  std::optional<std::string> id_in(std::string_view arn) const;
  // Throws as DescribeExport and DescribeImport do. Returns the row.
  json::object get(const Context& context, std::string_view arn) const;

  // The row with that ClientToken, the newest.
  std::optional<json::object> find_token(const Context& context, std::string_view token) const;
  AwsError conflict() const;

  struct Page {
    std::vector<json::object> shown;
    std::string next_token;  // empty: there is no more
  };
  // Table by table, the newest of each first. Throws where the token is none of this kind.
  using Wanted = std::function<bool(const json::object& shown)>;
  Page list(const Context& context, std::optional<std::string_view> table_arn, std::size_t most,
            std::optional<std::string_view> token, const Wanted& wanted) const;

 private:
  std::string arn_in_token(std::string_view token) const;
  std::string token_of(std::string_view arn) const;

  Store& store_;
  std::string kind_, title_;
};

// Refuses a ClientToken that is none.
void check_client_token(const json::object& request);

// FailureCode and FailureMessage of a transfer that S3 refused.
struct TransferFailure {
  std::string code, message;
};
TransferFailure s3_failure(const AwsError& error, std::string_view request_id);

}  // namespace orrery::dynamodb
