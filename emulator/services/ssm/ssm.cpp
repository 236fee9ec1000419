#include "services/ssm/ssm.h"

#include "services/ssm/operations/operations.h"

namespace orrery {
namespace {

constexpr Operation<Ssm> operations[] = {
    {"DeleteParameter", ssm::delete_parameter},
    {"DeleteParameters", ssm::delete_parameters},
    {"DescribeParameters", ssm::describe_parameters},
    {"GetParameter", ssm::get_parameter},
    {"GetParameters", ssm::get_parameters},
    {"GetParametersByPath", ssm::get_parameters_by_path},
    {"PutParameter", ssm::put_parameter},
};

constexpr ServiceInfo description{
    .name = "ssm",
    .resource = "Name,Path",
    .wires = {.target = "AmazonSSM", .json_version = "1.1", .query = nullptr, .routes = {}},
    .refusals = {}};

}  // namespace

Ssm::Ssm(Core& core) : clock(core.clock), parameters(core.store) {}

const ServiceInfo& Ssm::info() const { return description; }

void Ssm::call(std::string_view operation, const Context& context, const json::object& input, Reply reply) {
  dispatch<Ssm>(operations, *this, operation, context, input, std::move(reply));
}

}  // namespace orrery
