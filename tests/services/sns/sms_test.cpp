// SetSMSAttributes, GetSMSAttributes, CheckIfPhoneNumberIsOptedOut, ListPhoneNumbersOptedOut,
// OptInPhoneNumber.
#include "services/sns/sns.h"
#include "tests/world.h"

using namespace orrery;

namespace {

struct SmsWorld : World {
  SmsWorld() { directory.add(sns); }
  json::value kept(json::object which = {}) {
    return call("sns", "GetSMSAttributes", std::move(which)).at("attributes");
  }
  Sns sns{core};
};

}  // namespace

TEST_CASE_METHOD(SmsWorld, "what is set for text messages is kept for the account and region", "[sns]") {
  CHECK(kept() == parse("{'MonthlySpendLimit': '1'}"));
  call("sns", "SetSMSAttributes", {{"attributes", {{"DefaultSMSType", "Transactional"}}}});
  call("sns", "SetSMSAttributes", {{"attributes", {{"DefaultSenderID", "me"}}}});
  CHECK(kept() ==
        parse("{'MonthlySpendLimit': '1', 'DefaultSMSType': 'Transactional', 'DefaultSenderID': 'me'}"));
  CHECK(kept({{"attributes", {"DefaultSenderID", "DeliveryStatusIAMRole"}}}) ==
        parse("{'DefaultSenderID': 'me'}"));
  context.region = "eu-west-1";
  CHECK(kept() == parse("{'MonthlySpendLimit': '1'}"));
  CHECK(refusal("sns", "SetSMSAttributes", {{"attributes", {{"Color", "red"}}}}) ==
        "InvalidParameter: Color is not a valid attribute");
  CHECK(refusal("sns", "SetSMSAttributes", {{"attributes", {{"DefaultSMSType", "Kind"}}}}) ==
        "InvalidParameter: DefaultSMSType is invalid");
}

TEST_CASE_METHOD(SmsWorld, "nobody has opted out of text messages", "[sns]") {
  CHECK(call("sns", "CheckIfPhoneNumberIsOptedOut", {{"phoneNumber", "+15551234567"}}).at("isOptedOut") ==
        json::value(false));
  CHECK(call("sns", "ListPhoneNumbersOptedOut").at("phoneNumbers").as_array().empty());
  call("sns", "OptInPhoneNumber", {{"phoneNumber", "+15551234567"}});
  CHECK(refusal("sns", "OptInPhoneNumber", {{"phoneNumber", "call me"}}) ==
        "InvalidParameter: Invalid parameter: PhoneNumber Reason: input incorrectly formatted");
}
