#pragma once
// Amazon Elastic Container Registry: repositories as deployment tools make them. Images are not kept here.
//
//   "ecr" "repository" account region name -> JSON of a repository; beside what is shown, "tags", "lifecycle"
//   and
//                                             "policy" (texts)
#include <optional>
#include <string>
#include <vector>

#include "core/core.h"
#include "core/service.h"

namespace orrery {

class Ecr final : public Service {
 public:
  explicit Ecr(Core& core) : core_(core) {}

  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;

  std::optional<json::object> find(const Context& context, std::string_view name) const;
  // The repository that "repositoryName" names. Refuses with RepositoryNotFoundException.
  json::object repository(const Input& input) const;
  // The repository that "resourceArn" names. Refuses with RepositoryNotFoundException.
  json::object tagged(const Input& input) const;
  std::vector<json::object> all(const Context& context) const;
  void save(const Context& context, const json::object& repository);
  void erase(const Context& context, std::string_view name);
  Instant now() const { return core_.clock.now(); }

 private:
  Core& core_;
};

namespace ecr {

AwsError no_repository(const Context& context, std::string_view name);
// What is told of images that are asked for in a batch.
json::array missing_images(const json::array& ids);
// As the API shows it: without what is only kept beside it.
json::object shown(json::object repository);

}  // namespace ecr
}  // namespace orrery
