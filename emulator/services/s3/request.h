#pragma once
// One request to S3, whichever door it came through: members named as in the AWS API, and the body.
#include <optional>

#include "core/input.h"
#include "services/s3/bodies.h"
#include "services/s3/errors.h"
#include "services/s3/intake.h"

namespace orrery::s3 {

// Bytes of an object that are to be answered.
struct Slice {
  Pieces pieces;
  std::uint64_t offset = 0, length = 0;
};

class Request : public Input {
 public:
  Request(const Context& context_, const json::object& members_, const Refusals& refusals, Content content_)
      : Input(context_, members_, refusals), content(std::move(content_)) {}

  Content content;             // what came as the body
  std::optional<Slice> slice;  // what is answered as the body

  std::string_view bucket() const { return text("Bucket"); }
  std::string_view key() const { return text("Key"); }
};

}  // namespace orrery::s3
