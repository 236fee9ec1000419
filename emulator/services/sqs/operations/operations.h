#pragma once
// The operations of SQS, one file each.
#include "services/sqs/sqs.h"

namespace orrery::sqs {

json::object add_permission(Sqs& sqs, const Input& input);
json::object cancel_message_move_task(Sqs& sqs, const Input& input);
json::object change_message_visibility(Sqs& sqs, const Input& input);
json::object change_message_visibility_batch(Sqs& sqs, const Input& input);
json::object create_queue(Sqs& sqs, const Input& input);
json::object delete_message(Sqs& sqs, const Input& input);
json::object delete_message_batch(Sqs& sqs, const Input& input);
json::object delete_queue(Sqs& sqs, const Input& input);
json::object get_queue_attributes(Sqs& sqs, const Input& input);
json::object get_queue_url(Sqs& sqs, const Input& input);
json::object list_dead_letter_source_queues(Sqs& sqs, const Input& input);
json::object list_message_move_tasks(Sqs& sqs, const Input& input);
json::object list_queue_tags(Sqs& sqs, const Input& input);
json::object list_queues(Sqs& sqs, const Input& input);
json::object orrery_peek_messages(Sqs& sqs, const Input& input);
json::object purge_queue(Sqs& sqs, const Input& input);
void receive_message(Sqs& sqs, const Input& input, Reply reply);
json::object remove_permission(Sqs& sqs, const Input& input);
json::object send_message(Sqs& sqs, const Input& input);
json::object send_message_batch(Sqs& sqs, const Input& input);
json::object set_queue_attributes(Sqs& sqs, const Input& input);
json::object start_message_move_task(Sqs& sqs, const Input& input);
json::object tag_queue(Sqs& sqs, const Input& input);
json::object untag_queue(Sqs& sqs, const Input& input);

}  // namespace orrery::sqs
