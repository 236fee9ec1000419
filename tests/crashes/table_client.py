"""Unsigned calls of DynamoDB over one kept connection; one client per thread."""
import http.client
import json

CREDENTIALS = ('AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/dynamodb/aws4_request, '
               'SignedHeaders=host, Signature=0')


class Refused(Exception):
    def __init__(self, body):
        super().__init__(body.get('__type', '') + ': ' + str(body.get('message', body.get('Message'))))
        self.code = body.get('__type', '').split('#')[-1]
        self.body = body


class Client:
    def __init__(self, port):
        self.port = port
        self.connection = None

    def call(self, operation, target='DynamoDB_20120810', **request):
        """Raises Refused, or OSError or HTTPException where nobody knows what became of it."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=20)
        try:
            self.connection.request('POST', '/', json.dumps(request), {
                'X-Amz-Target': f'{target}.{operation}', 'Content-Type': 'application/x-amz-json-1.0',
                'Authorization': CREDENTIALS})
            reply = self.connection.getresponse()
            body = json.loads(reply.read() or b'{}')
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise
        if reply.status >= 300:
            raise Refused(body)
        return body

    def stream(self, operation, **request):
        return self.call(operation, 'DynamoDBStreams_20120810', **request)


LOST = (OSError, http.client.HTTPException)


def create_table(client, name, sort_key=None, index=None, **more):
    attributes = {'pk': 'S'}
    schema = [{'AttributeName': 'pk', 'KeyType': 'HASH'}]
    if sort_key:
        attributes[sort_key] = 'N'
        schema.append({'AttributeName': sort_key, 'KeyType': 'RANGE'})
    if index:
        attributes[index] = 'S'
        more['GlobalSecondaryIndexes'] = [{
            'IndexName': index + '-index', 'Projection': {'ProjectionType': 'ALL'},
            'KeySchema': [{'AttributeName': index, 'KeyType': 'HASH'},
                          {'AttributeName': sort_key, 'KeyType': 'RANGE'}]}]
    return client.call('CreateTable', TableName=name, KeySchema=schema, BillingMode='PAY_PER_REQUEST',
                       AttributeDefinitions=[{'AttributeName': one, 'AttributeType': kind}
                                             for one, kind in attributes.items()], **more)['TableDescription']
