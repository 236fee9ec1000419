#include "services/ssm/ssm.h"

#include "services/ssm/operations/operations.h"

namespace orrery {
namespace {

constexpr Operation<Ssm> operations[] = {
    {"AddTagsToResource", ssm::add_tags_to_resource},
    {"DeleteParameter", ssm::delete_parameter},
    {"DeleteParameters", ssm::delete_parameters},
    {"DescribeParameters", ssm::describe_parameters},
    {"GetParameter", ssm::get_parameter},
    {"GetParameterHistory", ssm::get_parameter_history},
    {"GetParameters", ssm::get_parameters},
    {"GetParametersByPath", ssm::get_parameters_by_path},
    {"LabelParameterVersion", ssm::label_parameter_version},
    {"ListTagsForResource", ssm::list_tags_for_resource},
    {"PutParameter", ssm::put_parameter},
    {"RemoveTagsFromResource", ssm::remove_tags_from_resource},
    {"UnlabelParameterVersion", ssm::unlabel_parameter_version},
};

constexpr ServiceInfo description{
    .name = "ssm",
    .resource = "Name,Path,ResourceId",
    .wires = {.target = "AmazonSSM", .json_version = "1.1", .query = nullptr, .routes = {}},
    .refusals = {}};

}  // namespace

Ssm::Ssm(Core& core) : clock(core.clock), parameters(core.store) {}

const ServiceInfo& Ssm::info() const { return description; }

void Ssm::call(std::string_view operation, const Context& context, const json::object& input, Reply reply) {
  dispatch<Ssm>(operations, *this, operation, context, input, std::move(reply));
}

}  // namespace orrery
