#include "services/sns/sns.h"

#include "services/sns/operations/operations.h"

namespace orrery {
namespace {

constexpr Operation<Sns> operations[] = {
    {"AddPermission", sns::add_permission},
    {"CheckIfPhoneNumberIsOptedOut", sns::check_if_phone_number_is_opted_out},
    {"ConfirmSubscription", sns::confirm_subscription},
    {"CreateTopic", sns::create_topic},
    {"DeleteTopic", sns::delete_topic},
    {"GetSMSAttributes", sns::get_sms_attributes},
    {"GetSubscriptionAttributes", sns::get_subscription_attributes},
    {"GetTopicAttributes", sns::get_topic_attributes},
    {"ListPhoneNumbersOptedOut", sns::list_phone_numbers_opted_out},
    {"ListSubscriptions", sns::list_subscriptions},
    {"ListSubscriptionsByTopic", sns::list_subscriptions_by_topic},
    {"ListTagsForResource", sns::list_tags_for_resource},
    {"ListTopics", sns::list_topics},
    {"OptInPhoneNumber", sns::opt_in_phone_number},
    {"Publish", sns::publish},
    {"PublishBatch", sns::publish_batch},
    {"RemovePermission", sns::remove_permission},
    {"SetSMSAttributes", sns::set_sms_attributes},
    {"SetSubscriptionAttributes", sns::set_subscription_attributes},
    {"SetTopicAttributes", sns::set_topic_attributes},
    {"Subscribe", sns::subscribe},
    {"TagResource", sns::tag_resource},
    {"Unsubscribe", sns::unsubscribe},
    {"UntagResource", sns::untag_resource},
};

using Kind = protocol::QueryShape::Kind;

constexpr protocol::QueryShape shapes[] = {
    {"Attributes", "entry", Kind::wrapped_map, "key", "value"},
    {"attributes", "entry", Kind::wrapped_map, "key", "value"},
    {"MessageAttributes", "entry", Kind::wrapped_map, "Name", "Value"},
};

constexpr protocol::QueryWire query{.version = "2010-03-31",
                                    .xml_namespace = "http://sns.amazonaws.com/doc/2010-03-31/",
                                    .shapes = shapes,
                                    .codes = {}};

constexpr ServiceInfo description{
    .name = "sns",
    .resource = "TopicArn,TargetArn,SubscriptionArn,ResourceArn,Name",
    .wires = {.target = {}, .json_version = {}, .query = &query, .routes = {}},
    .refusals = {.invalid = "InvalidParameter", .missing = "ValidationError", .type = "InvalidParameter"}};

}  // namespace

Sns::Sns(Core& core)
    : clock(core.clock),
      store(core.store),
      caller(core.caller),
      endpoint(core.endpoint),
      entropy(core.entropy.fork("sns")),
      topics(core.store),
      published(core),
      http(core) {}

const ServiceInfo& Sns::info() const { return description; }

void Sns::call(std::string_view operation, const Context& context, const json::object& input, Reply reply) {
  dispatch<Sns>(operations, *this, operation, context, input, std::move(reply));
}

}  // namespace orrery
