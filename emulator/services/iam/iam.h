#pragma once
// AWS Identity and Access Management: what deployment tools make and ask for. Everything is stored and shown;
// nothing is enforced, since nobody is ever denied anything in this house.
#include "core/core.h"
#include "core/service.h"
#include "services/iam/entities.h"

namespace orrery {

class Iam final : public Service {
 public:
  explicit Iam(Core& core);

  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;

  // The time as the API writes it: 2026-01-01T00:00:00Z.
  std::string now() const;
  // An id as AWS makes them: a prefix that names the kind, then letters and digits.
  std::string new_id(std::string_view prefix);

  iam::Entities entities;
  Entropy entropy;

 private:
  Clock& clock_;
};

}  // namespace orrery
