#include "services/sts/sts.h"

#include "services/sts/operations/operations.h"

namespace orrery {
namespace {

constexpr Operation<Sts> operations[] = {
    {"AssumeRole", sts::assume_role},
    {"AssumeRoleWithWebIdentity", sts::assume_role_with_web_identity},
    {"GetAccessKeyInfo", sts::get_access_key_info},
    {"GetCallerIdentity", sts::get_caller_identity},
    {"GetFederationToken", sts::get_federation_token},
    {"GetSessionToken", sts::get_session_token},
};

constexpr protocol::QueryWire query{.version = "2011-06-15",
                                    .xml_namespace = "https://sts.amazonaws.com/doc/2011-06-15/",
                                    .shapes = {},
                                    .codes = {}};

constexpr ServiceInfo description{
    .name = "sts",
    .resource = "RoleArn",
    .wires = {.target = {}, .json_version = {}, .query = &query, .routes = {}},
    .refusals = {.invalid = "ValidationError", .missing = "ValidationError", .type = "ValidationError"}};

}  // namespace

Sts::Sts(Core& core)
    : clock_(core.clock),
      entropy_(core.entropy.fork("sts")),
      caller_(core.caller),
      sessions_(core.store, core.clock) {}

const ServiceInfo& Sts::info() const { return description; }

void Sts::call(std::string_view operation, const Context& context, const json::object& input, Reply reply) {
  dispatch<Sts>(operations, *this, operation, context, input, std::move(reply));
}

}  // namespace orrery
