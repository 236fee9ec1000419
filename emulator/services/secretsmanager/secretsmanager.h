#pragma once
// AWS Secrets Manager: values in versions that carry staging labels, and functions that rotate them. Nothing
// is encrypted: a key that is named is kept and shown.
#include "core/core.h"
#include "core/service.h"
#include "services/secretsmanager/rotations.h"
#include "services/secretsmanager/secrets.h"

namespace orrery {

class SecretsManager final : public Service {
 public:
  explicit SecretsManager(Core& core);

  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;
  void resume() override { rotations.resume(); }

  Clock& clock;
  Entropy entropy;
  secretsmanager::Secrets secrets;
  secretsmanager::Rotations rotations;
};

}  // namespace orrery
