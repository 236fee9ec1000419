#pragma once
// AWS Security Token Service: who is calling, and temporary credentials.
//
// Signatures are not checked in this house, so credentials are only names. What they must do is name the
// account: an access key carries its account in the same bits as on AWS, so that whoever holds it can be told
// apart without a table of keys.
#include <optional>
#include <string>

#include "core/account.h"
#include "core/core.h"
#include "core/service.h"
#include "services/sts/sessions.h"

namespace orrery {

class Sts final : public Service {
 public:
  explicit Sts(Core& core);

  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;

  // {AccessKeyId, SecretAccessKey, SessionToken, Expiration} of `account`, for whom `identity` says.
  json::object credentials(std::string_view account, const json::object& identity, std::int64_t duration_s);
  // {UserId, Arn} of whoever calls: a session that began here, a user of IAM, else the account's root.
  json::object identity(const Context& context) const;
  // The tags, in small letters, that the caller's session passes on to those it begins.
  json::array passed_on(const Context& context) const;
  // The role's id as IAM keeps it; for a role IAM does not know, one that is the same for every call.
  std::string role_id(const Context& context, std::string_view account, std::string_view role_name);

 private:
  Clock& clock_;
  Entropy entropy_;
  Caller& caller_;
  sts::Sessions sessions_;
};

// arn:aws:iam::ACCOUNT:role/PATH/NAME, as AssumeRole takes it.
struct RoleArn {
  std::string account;
  std::string name;  // without its path
};
RoleArn role_arn(const Input& input);

// The member RoleSessionName, which becomes part of an ARN, or the like.
std::string_view session_name(const Input& input, std::string_view member = "RoleSessionName",
                              std::size_t longest = 64);
// How much of the room for Policy is taken, in percent; nothing where there is none. Refuses what is no
// policy.
std::optional<std::int64_t> packed_policy_size(const Input& input);

// {Credentials, AssumedRoleUser: {AssumedRoleId, Arn}} for a session of that role, which passes those tags
// on.
json::object begin_session(Sts& sts, const Context& context, const RoleArn& role, std::string_view session,
                           std::int64_t duration_s, json::array passed_on = {});

}  // namespace orrery
