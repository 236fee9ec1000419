#include "core/tags.h"
#include "services/ssm/operations/operations.h"
#include "services/ssm/tags.h"

namespace orrery::ssm {

json::object list_tags_for_resource(Ssm& ssm, const Input& input) {
  const json::object parameter = tagged(ssm.parameters, input);
  const json::object* tags = find_object(parameter, "tags");
  return {{"TagList", tags ? tag_list(*tags) : json::array()}};
}

}  // namespace orrery::ssm
