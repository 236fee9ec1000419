#pragma once
// The operations of SNS, one file each.
#include "services/sns/sns.h"

namespace orrery::sns {

json::object add_permission(Sns& sns, const Input& input);
json::object check_if_phone_number_is_opted_out(Sns& sns, const Input& input);
json::object confirm_subscription(Sns& sns, const Input& input);
json::object create_topic(Sns& sns, const Input& input);
json::object delete_topic(Sns& sns, const Input& input);
json::object get_sms_attributes(Sns& sns, const Input& input);
json::object get_subscription_attributes(Sns& sns, const Input& input);
json::object get_topic_attributes(Sns& sns, const Input& input);
json::object list_phone_numbers_opted_out(Sns& sns, const Input& input);
json::object list_subscriptions(Sns& sns, const Input& input);
json::object list_subscriptions_by_topic(Sns& sns, const Input& input);
json::object list_tags_for_resource(Sns& sns, const Input& input);
json::object list_topics(Sns& sns, const Input& input);
json::object opt_in_phone_number(Sns& sns, const Input& input);
json::object publish(Sns& sns, const Input& input);
json::object publish_batch(Sns& sns, const Input& input);
json::object remove_permission(Sns& sns, const Input& input);
json::object set_sms_attributes(Sns& sns, const Input& input);
json::object set_subscription_attributes(Sns& sns, const Input& input);
json::object set_topic_attributes(Sns& sns, const Input& input);
json::object subscribe(Sns& sns, const Input& input);
json::object tag_resource(Sns& sns, const Input& input);
json::object unsubscribe(Sns& sns, const Input& input);
json::object untag_resource(Sns& sns, const Input& input);

}  // namespace orrery::sns
