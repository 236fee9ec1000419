package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/s3/manager"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

var bucket = aws.String("go-bucket")

var s3Tests = []test{
	{"s3: an object of any name goes there and comes back", func() error {
		client := s3.NewFromConfig(settings)
		if _, err := client.CreateBucket(background, &s3.CreateBucketInput{Bucket: bucket}); err != nil {
			return err
		}
		for _, key := range []string{"plain", "a b+c%20d", "ä/ö//ü", "x?y=z&w#f", "../up"} {
			_, err := client.PutObject(background, &s3.PutObjectInput{Bucket: bucket, Key: &key, Body: strings.NewReader(key),
				Metadata: map[string]string{"kind": "text"}, ContentType: aws.String("text/plain")})
			if err != nil {
				return fmt.Errorf("%s: %w", key, err)
			}
			got, err := client.GetObject(background, &s3.GetObjectInput{Bucket: bucket, Key: &key, ChecksumMode: types.ChecksumModeEnabled})
			if err != nil {
				return fmt.Errorf("%s: %w", key, err)
			}
			body, err := io.ReadAll(got.Body)
			if err = first(err, equal("body", string(body), key), equal("metadata", got.Metadata["kind"], "text")); err != nil {
				return err
			}
		}
		return nil
	}},
	{"s3: every checksum", func() error {
		client := s3.NewFromConfig(settings)
		for _, algorithm := range []types.ChecksumAlgorithm{"CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"} {
			key := aws.String("sum-" + string(algorithm))
			if _, err := client.PutObject(background, &s3.PutObjectInput{Bucket: bucket, Key: key,
				Body: bytes.NewReader(bytes.Repeat([]byte("x"), 100_000)), ChecksumAlgorithm: algorithm}); err != nil {
				return err
			}
			head, err := client.HeadObject(background, &s3.HeadObjectInput{Bucket: bucket, Key: key, ChecksumMode: types.ChecksumModeEnabled})
			if err != nil {
				return err
			}
			if head.ChecksumCRC32 == nil && head.ChecksumCRC32C == nil && head.ChecksumCRC64NVME == nil && head.ChecksumSHA1 == nil && head.ChecksumSHA256 == nil {
				return fmt.Errorf("%s is not told", algorithm)
			}
		}
		return nil
	}},
	{"s3: the manager uploads in parts and downloads in ranges", func() error {
		client := s3.NewFromConfig(settings)
		content := bytes.Repeat([]byte("0123456789abcdef"), 1<<20)
		key := aws.String("large")
		if _, err := manager.NewUploader(client).Upload(background, &s3.PutObjectInput{Bucket: bucket, Key: key, Body: io.MultiReader(bytes.NewReader(content))}); err != nil {
			return err
		}
		back := manager.NewWriteAtBuffer(nil)
		if _, err := manager.NewDownloader(client).Download(background, back, &s3.GetObjectInput{Bucket: bucket, Key: key}); err != nil {
			return err
		}
		if !bytes.Equal(back.Bytes(), content) {
			return errors.New("other bytes came back")
		}
		return nil
	}},
	{"s3: a listing in pages, and all of it deleted", func() error {
		client := s3.NewFromConfig(settings)
		pages := s3.NewListObjectsV2Paginator(client, &s3.ListObjectsV2Input{Bucket: bucket, MaxKeys: aws.Int32(4)})
		var all []types.ObjectIdentifier
		for pages.HasMorePages() {
			page, err := pages.NextPage(background)
			if err != nil {
				return err
			}
			for _, object := range page.Contents {
				all = append(all, types.ObjectIdentifier{Key: object.Key})
			}
		}
		done, err := client.DeleteObjects(background, &s3.DeleteObjectsInput{Bucket: bucket, Delete: &types.Delete{Objects: all}})
		if err != nil {
			return err
		}
		return first(equal("keys", len(all), 11), equal("deleted", len(done.Deleted), 11), equal("errors", len(done.Errors), 0))
	}},
	{"s3: a presigned address needs no credentials", func() error {
		presigner := s3.NewPresignClient(s3.NewFromConfig(settings))
		put, err := presigner.PresignPutObject(background, &s3.PutObjectInput{Bucket: bucket, Key: aws.String("signed")})
		if err != nil {
			return err
		}
		request, _ := http.NewRequest(put.Method, put.URL, strings.NewReader("by hand"))
		for name, values := range put.SignedHeader {
			request.Header[name] = values
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			return err
		}
		get, err := presigner.PresignGetObject(background, &s3.GetObjectInput{Bucket: bucket, Key: aws.String("signed")})
		if err != nil {
			return err
		}
		back, err := http.Get(get.URL)
		if err != nil {
			return err
		}
		body, _ := io.ReadAll(back.Body)
		return first(equal("put", answer.StatusCode, 200), equal("got", string(body), "by hand"))
	}},
	{"s3: what is missing has errors of its own", func() error {
		client := s3.NewFromConfig(settings)
		_, getting := client.GetObject(background, &s3.GetObjectInput{Bucket: bucket, Key: aws.String("nothing")})
		_, heading := client.HeadObject(background, &s3.HeadObjectInput{Bucket: bucket, Key: aws.String("nothing")})
		_, listing := client.ListObjectsV2(background, &s3.ListObjectsV2Input{Bucket: aws.String("no-such-bucket-here")})
		var noKey *types.NoSuchKey
		var notFound *types.NotFound
		var noBucket *types.NoSuchBucket
		return first(equal("NoSuchKey", errors.As(getting, &noKey), true), equal("NotFound", errors.As(heading, &notFound), true),
			equal("NoSuchBucket", errors.As(listing, &noBucket), true))
	}},
}
