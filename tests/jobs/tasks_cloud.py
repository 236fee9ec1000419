"""A task server on an emulator of the tests' own, deployed from its template as any client would."""
import io
import json
import os
import time
import zipfile

import boto3
from boto3.dynamodb.types import TypeDeserializer
from botocore.config import Config

import orrery

SOURCE = os.path.join(orrery.ROOT, 'functions', 'tasks')


def zipped(directory_or_files):
    files = directory_or_files
    if isinstance(files, str):
        files = {}
        for where, _, names in os.walk(directory_or_files):
            for name in names:
                path = os.path.join(where, name)
                if not path.endswith('.pyc'):
                    with open(path, 'rb') as file:
                        files[os.path.relpath(path, directory_or_files)] = file.read()
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as archive:
        for name in sorted(files):
            archive.writestr(name, files[name])
    return out.getvalue()


class Server:
    def __init__(self, endpoint, instance='xina'):
        self.endpoint, self.instance = endpoint, instance

    def client(self, service, **config):
        return boto3.client(service, endpoint_url=self.endpoint, region_name='us-east-1', aws_access_key_id='test',
                            aws_secret_access_key='test',
                            config=Config(read_timeout=120, max_pool_connections=50, **config))

    def deploy(self):
        self.aws = {name: self.client(name) for name in ('s3', 'sqs', 'lambda', 'dynamodb', 'cloudformation')}
        self.aws['s3'].create_bucket(Bucket='code')
        self.aws['s3'].put_object(Bucket='code', Key='server.zip', Body=zipped(os.path.join(SOURCE, 'server')))
        with open(os.path.join(SOURCE, 'template.yaml')) as file:
            self.aws['cloudformation'].create_stack(
                StackName=self.instance, TemplateBody=file.read(), Capabilities=['CAPABILITY_NAMED_IAM'],
                Parameters=[{'ParameterKey': name, 'ParameterValue': value} for name, value in
                            (('Instance', self.instance), ('CodeBucket', 'code'), ('CodeKey', 'server.zip'))])
        self.aws['cloudformation'].get_waiter('stack_create_complete').wait(
            StackName=self.instance, WaiterConfig={'Delay': 1})
        stack = self.aws['cloudformation'].describe_stacks(StackName=self.instance)['Stacks'][0]
        outputs = {output['OutputKey']: output['OutputValue'] for output in stack['Outputs']}
        self.bucket, self.queue = outputs['Bucket'], outputs['Queue']
        return self

    def function(self, name, files, runtime='python3.12', handler='index.handler', timeout=60):
        self.aws['lambda'].create_function(FunctionName=name, Runtime=runtime, Handler=handler, Timeout=timeout,
                                           Role='arn:aws:iam::000000000000:role/any', MemorySize=256,
                                           Code={'ZipFile': zipped(files)})
        self.aws['lambda'].get_waiter('function_active_v2').wait(FunctionName=name, WaiterConfig={'Delay': 1})

    def invoke(self, function, payload):
        answer = self.aws['lambda'].invoke(FunctionName=f'{self.instance}-{function}',
                                           Payload=json.dumps(payload).encode())
        result = json.load(answer['Payload'])
        if 'FunctionError' in answer:
            raise AssertionError(result)
        return result

    def put(self, action, **more):
        """Queues an action from outside; its queue_id."""
        return self.invoke('queue', {'action': action, 'bucket': self.bucket, 'queue': self.queue, **more})['queue_id']

    def register(self, **tasks):
        return self.content(self.put({'action': 'register', 'tasks': tasks}))

    def content(self, queue_id, seconds=60):
        """The result of an action, once there is one."""
        end = time.monotonic() + seconds
        while True:
            try:
                key = f'queue/{queue_id}/out/content.json'
                return json.load(self.aws['s3'].get_object(Bucket=self.bucket, Key=key)['Body'])
            except self.aws['s3'].exceptions.NoSuchKey:
                if time.monotonic() > end:
                    raise AssertionError(f'no result of {queue_id} within {seconds} s') from None
            time.sleep(0.03)

    def run(self, *tasks, more=None, **members):
        """Ids of the tasks of one run action; `more` is said to the function that queues it."""
        content = self.content(self.put({'action': 'run', 'tasks': list(tasks), **members}, **(more or {})))
        if 'error' in content:
            raise AssertionError(content)
        return [task['task_id'] for task in content['tasks']]

    def task(self, task_id):
        seen = self.invoke('view', {'tasks': True, 'after_task': task_id - 1})
        found = [task for task in seen['tasks'] if task['task_id'] == task_id]
        return found[0] if found else None

    def wait(self, task_id, *states, seconds=60):
        states = states or ('finished', 'failed', 'cancelled', 'skipped')
        end = time.monotonic() + seconds
        while True:
            task = self.task(task_id)
            if task['state'] in states:
                return task
            if time.monotonic() > end:
                raise AssertionError(f'task {task_id} is {task} after {seconds} s')
            time.sleep(0.05)

    def events(self):
        events = []
        while True:
            page = self.invoke('view', {'after_event': events[-1]['event'] if events else ''})['events']
            if not page:
                return events
            events += page

    def idle(self, seconds=120):
        end = time.monotonic() + seconds
        while any(self.invoke('view', {})['waiting'].values()):
            if time.monotonic() > end:
                raise AssertionError(f'not idle within {seconds} s')
            time.sleep(0.1)

    def scan(self, table):
        pages = self.aws['dynamodb'].get_paginator('scan').paginate(TableName=f'{self.instance}-{table}',
                                                                    ConsistentRead=True)
        read = TypeDeserializer().deserialize
        return [{name: read(value) for name, value in item.items()} for page in pages for item in page['Items']]
