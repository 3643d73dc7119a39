import { imageAccount, imageUser, isPublishedImage, isRootImage, isWindowsImage } from './known-images';

describe('imageUser', () => {
  it.each([
    ['jupyter/base-notebook:latest', { uid: 1000, gid: 100, home: '/home/jovyan' }],
    ['quay.io/jupyter/scipy-notebook@sha256:abc', { uid: 1000 }],
    ['docker.io/apache/airflow:2.9.0-python3.11', { uid: 50000, gid: 0 }],
    ['registry.access.redhat.com/ubi9/python-311:1', { uid: 1001, gid: 0, home: '/opt/app-root/src' }],
    ['bitnami/python', { uid: undefined }],
  ])('%s', (reference, expected) => {
    expect(imageUser(reference)).toMatchObject(expected);
  });

  it.each(['python:3.11', 'docker.io/library/python', 'localhost:5000/acme/base:1', 'ghcr.io/acme/jupyter'])(
    'knows no other user than root for %s',
    (reference) => {
      expect(imageUser(reference)).toBeUndefined();
    },
  );
});

it.each([
  ['python:3.11-slim', true],
  ['library/debian', true],
  ['registry.example.org/proxy/library/debian:12', true],
  ['registry.example.org/debian:12', false],
  ['nvidia/cuda:12.0-base', true],
  ['acme/base', false],
  ['localhost:5000/python', false],
  ['solr', false],
])('isRootImage(%s) is %s', (reference, expected) => {
  expect(isRootImage(reference)).toBe(expected);
});

it.each([
  ['python:3.11-windowsservercore-ltsc2022', true],
  ['mcr.microsoft.com/windows/servercore:ltsc2022', true],
  ['mcr.microsoft.com/powershell:nanoserver-1809', true],
  ['mcr.microsoft.com/devcontainers/python', false],
  ['windows-tools/linux', false],
])('isWindowsImage(%s) is %s', (reference, expected) => {
  expect(isWindowsImage(reference)).toBe(expected);
});

it.each([
  ['node:20', 'node', 1000],
  ['node:20', '1000', 1000],
  ['node:20', 'app', undefined],
  ['python', 'node', undefined],
  ['jupyter/base-notebook', '${NB_UID}', 1000],
])('the account of %s named %s', (reference, written, uid) => {
  expect(imageAccount(reference, written)?.uid).toBe(uid);
});

it.each([
  ['maven:3-eclipse-temurin-17', true],
  ['registry.corp.example/hub/gradle:8-jdk17', true],
  ['${REGISTRY}/maven:${VERSION}', true],
  ['mcr.microsoft.com/openjdk/jdk:21-ubuntu', true],
  ['reactnativecommunity/react-native-android:v21.0@sha256:0', true],
  ['corp/deps:1', false],
  ['registry.corp.example/team/maven-base:1', false],
  ['$BASE', false],
])('isPublishedImage(%s) is %s', (reference, expected) => {
  expect(isPublishedImage(reference)).toBe(expected);
});
