#pragma once
// The operations: name, handler, and what they look like over HTTP.
#include <span>
#include <string_view>
#include <variant>

#include "core/http.h"
#include "services/s3/s3.h"
#include "services/s3/wire/address.h"
#include "services/s3/wire/shapes.h"

namespace orrery::s3 {

enum class Scope { service, bucket, object };

struct Row {
  using Now = json::object (*)(S3&, Request&);
  using Waiting = void (*)(S3&, Request&, Reply);

  std::string_view name;
  std::variant<Now, Waiting> run;
  std::string_view method;
  Scope scope;
  // What a request has to have, separated by '&': a query parameter, a parameter and its value, or "^header".
  std::string_view marker{};
  Shape in{};
  Shape out{};
  int status = 200;
  bool takes_bytes = false;  // the body is an object's, not XML
};

std::span<const Row> rows();
bool is_supported(const Row& row);
const Row* row_named(std::string_view name);
// The operation of a request, or nullptr where there is none.
const Row* match(std::string_view method, const Address& address, const Query& query, const Headers& headers);

}  // namespace orrery::s3
